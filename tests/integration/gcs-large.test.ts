import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { type GcsSink, startGcsSink } from '../support/gcs-sink.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';

/** Large uploads and downloads by the bundled command line, in a process of its own: memory must not grow with the file. */
const MIB = 1024 * 1024;
/** Megabytes that 1 GiB may take beyond 32 MiB: what the client's buffers and the collector leave lying about. */
const GROWTH = 64;
/** The same for parts: their pieces take 64 MiB together, and each has buffers of its own. */
const GROWTH_OF_PARTS = 192;
/** The same for a download: four slices and their buffers. */
const GROWTH_OF_SLICES = 96;
let folder: string;
let sink: GcsSink;
let project: TempProject;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gitphony-gcs-large-'));
  sink = await startGcsSink();
  // Memory as the kernel counts it, told at the end of each process.
  await writeFile(
    join(folder, 'preload.mjs'),
    `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(\`\${process.env.GITPHONY_TEST_PEAKS}.\${process.pid}\`, String(process.resourceUsage().maxRSS)));
`,
  );
  project = await makeTempProject({
    'gitphony.yaml': '',
    'flows/large.yaml': `id: large
namespace: x
inputs:
  - {id: data, type: FILE}
  - {id: parts, type: INT}
tasks:
  - {id: up, type: io.kestra.plugin.gcp.gcs.Upload, from: "{{ inputs.data }}", to: gs://lake/large.bin, parallelParts: "{{ inputs.parts }}"}
`,
    'flows/down.yaml': `id: down
namespace: x
inputs:
  - {id: name, type: STRING}
tasks:
  - {id: down, type: io.kestra.plugin.gcp.gcs.Download, from: "gs://lake/{{ inputs.name }}"}
`,
  });
});
afterAll(async () => {
  await Promise.all([sink[Symbol.asyncDispose](), project.remove()]);
  await rm(folder, { recursive: true, force: true });
});

/** Runs a flow, and answers the megabytes that its process took at most. */
async function peakOf(args: readonly string[]): Promise<{ readonly megabytes: number; readonly stderr: string }> {
  const peaks = join(folder, 'peaks');
  const ended = await runGitphony(['run', ...args], {
    cwd: project.dir,
    env: {
      GITPHONY_GCS_ENDPOINT: sink.url,
      NODE_OPTIONS: `--import=${join(folder, 'preload.mjs')}`,
      GITPHONY_TEST_PEAKS: peaks,
    },
    timeout: 240_000,
  });
  expect(ended.exitCode, ended.stderr).toBe(0);
  const names = (await readdir(folder)).filter((name) => name.startsWith('peaks.'));
  const all = await Promise.all(names.map(async (name) => Number(await readFile(join(folder, name), 'utf8'))));
  await Promise.all(names.map((name) => rm(join(folder, name))));
  return { megabytes: Math.max(...all) / 1024, stderr: ended.stderr };
}

async function upload(mebibytes: number, parts: number): Promise<number> {
  const data = join(folder, `${mebibytes}.bin`);
  const file = await open(data, 'w');
  await file.truncate(mebibytes * MIB);
  // Not all the same: a piece that is lost or comes twice changes the checksum.
  for (let at = 0; at < mebibytes; at += 7) await file.write(`piece ${at}`, at * MIB);
  await file.close();
  const { megabytes, stderr } = await peakOf(['flows/large.yaml', '-i', `data=${data}`, '-i', `parts=${parts}`]);
  expect(stderr).toContain(`uploaded ${mebibytes * MIB} bytes to gs://lake/large.bin`);
  expect(sink.received()).toBe(mebibytes * MIB);
  expect(sink.sizes()).toEqual({ 'large.bin': mebibytes * MIB });
  await Promise.all([rm(data), rm(project.path('.gitphony/storage'), { recursive: true, force: true })]);
  return megabytes;
}

async function download(mebibytes: number): Promise<number> {
  const { megabytes } = await peakOf(['flows/down.yaml', '-i', `name=made-${mebibytes}`]);
  const storage = project.path('.gitphony/storage');
  const stored = (await readdir(storage, { recursive: true })).find((name) => name.includes(`made-${mebibytes}`));
  const file = await open(join(storage, stored ?? ''));
  expect((await file.stat()).size).toBe(mebibytes * MIB);
  const numbers: number[] = [];
  for (let at = 0; at < mebibytes; at++) {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, at * MIB);
    numbers.push(buffer.readUInt32BE());
  }
  await file.close();
  expect(numbers).toEqual(Array.from({ length: mebibytes }, (_, at) => at));
  await rm(storage, { recursive: true, force: true });
  return megabytes;
}

test.each([1, 8])(
  '1 GiB goes up in constant memory, %i at a time, and arrives whole',
  { timeout: 300_000 },
  async (parts) => {
    const base = await upload(32, parts);
    const full = await upload(1024, parts);
    expect(full - base).toBeLessThan(parts === 1 ? GROWTH : GROWTH_OF_PARTS);
  },
);

test('1 GiB comes down in slices in constant memory, and is whole', { timeout: 300_000 }, async () => {
  const base = await download(32);
  const full = await download(1024);
  expect(full - base).toBeLessThan(GROWTH_OF_SLICES);
});
