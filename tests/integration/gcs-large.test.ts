import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { type GcsSink, startGcsSink } from '../support/gcs-sink.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';

/** A large upload by the bundled command line, in a process of its own: memory must not grow with the file. */
const MIB = 1024 * 1024;
/** Megabytes that 1 GiB may take beyond 32 MiB: what the client's buffers and the collector leave lying about. */
const GROWTH = 64;
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
tasks:
  - {id: up, type: io.kestra.plugin.gcp.gcs.Upload, from: "{{ inputs.data }}", to: gs://lake/large.bin}
`,
  });
});
afterAll(async () => {
  await Promise.all([sink[Symbol.asyncDispose](), project.remove()]);
  await rm(folder, { recursive: true, force: true });
});

/** Megabytes that the process took at most. */
async function upload(mebibytes: number): Promise<number> {
  const data = join(folder, `${mebibytes}.bin`);
  const file = await open(data, 'w');
  await file.truncate(mebibytes * MIB);
  // Not all the same: a piece that is lost or comes twice changes the checksum.
  for (let at = 0; at < mebibytes; at += 7) await file.write(`piece ${at}`, at * MIB);
  await file.close();
  const peaks = join(folder, `peaks-${mebibytes}`);
  const ended = await runGitphony(['run', 'flows/large.yaml', '-i', `data=${data}`], {
    cwd: project.dir,
    env: {
      GITPHONY_GCS_ENDPOINT: sink.url,
      NODE_OPTIONS: `--import=${join(folder, 'preload.mjs')}`,
      GITPHONY_TEST_PEAKS: peaks,
    },
    timeout: 240_000,
  });
  expect(ended.exitCode, ended.stderr).toBe(0);
  expect(ended.stderr).toContain(`uploaded ${mebibytes * MIB} bytes to gs://lake/large.bin`);
  expect(sink.received()).toBe(mebibytes * MIB);
  await Promise.all([rm(data), rm(project.path('.gitphony/storage'), { recursive: true, force: true })]);
  const names = (await readdir(folder)).filter((name) => name.startsWith(`peaks-${mebibytes}.`));
  const all = await Promise.all(names.map(async (name) => Number(await readFile(join(folder, name), 'utf8'))));
  return Math.max(...all) / 1024;
}

test('1 GiB goes up in constant memory, and arrives whole', { timeout: 300_000 }, async () => {
  const base = await upload(32);
  const full = await upload(1024);
  expect(full - base).toBeLessThan(GROWTH);
});
