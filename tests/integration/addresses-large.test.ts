import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runGitphony, startGitphony } from '../support/cli.ts';
import { type GcsSource, startGcsSource } from '../support/gcs-source.ts';
import { tempProject, type TempProject } from '../support/temp-project.ts';

/** Large objects by the bundled command line, in processes of their own: memory, and what a kill leaves. */
const MIB = 1024 * 1024;
/** Megabytes that 200 MiB may take beyond 8 MiB: what the client's buffers and the collector leave lying about. */
const GROWTH = 64;
let source: GcsSource;
let folder: string;

beforeAll(async () => {
  source = await startGcsSource();
  folder = await mkdtemp(join(tmpdir(), 'gitphony-addresses-large-'));
  await writeFile(
    join(folder, 'preload.mjs'),
    `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(\`\${process.env.GITPHONY_TEST_PEAKS}.\${process.pid}\`, String(process.resourceUsage().maxRSS)));
`,
  );
});
afterAll(async () => {
  await source[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const flow = `id: large
namespace: x
tasks:
  - {id: before, type: io.kestra.plugin.core.debug.Return, format: x}
  - {id: all, type: io.kestra.plugin.core.storage.Concat, files: [gs://lake/large.bin]}
  - {id: size, type: io.kestra.plugin.core.storage.Size, uri: "{{ outputs.all.uri }}"}
`;
const project = (): Promise<TempProject> => tempProject({ 'gitphony.yaml': '', 'flows/large.yaml': flow });

/** Megabytes that the process took at most. */
async function peakOf(mebibytes: number): Promise<number> {
  await source.become(mebibytes, 'a');
  const { dir } = await project();
  const peaks = join(folder, `peaks-${mebibytes}`);
  const { exitCode, stdout, stderr } = await runGitphony(['run', 'flows/large.yaml', '--json'], {
    cwd: dir,
    env: {
      GITPHONY_GCS_ENDPOINT: source.url,
      NODE_OPTIONS: `--import=${join(folder, 'preload.mjs')}`,
      GITPHONY_TEST_PEAKS: peaks,
    },
    timeout: 120_000,
  });
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toContain(`"size":${mebibytes * MIB}`);
  const names = (await readdir(folder)).filter((name) => name.startsWith(`peaks-${mebibytes}.`));
  const all = await Promise.all(names.map(async (name) => Number(await readFile(join(folder, name), 'utf8'))));
  return Math.max(...all) / 1024;
}

test('200 MiB come in constant memory', { timeout: 240_000 }, async () => {
  const base = await peakOf(8);
  expect((await peakOf(200)) - base).toBeLessThan(GROWTH);
});

test('killed while it fetches, resumed: half a copy is no copy, and what is there now counts', {
  timeout: 120_000,
}, async () => {
  await source.become(20, 'a');
  source.stallAfter = 2 * MIB;
  const { dir } = await project();
  const env = { GITPHONY_GCS_ENDPOINT: source.url };
  const run = startGitphony(['run', 'flows/large.yaml'], { cwd: dir, env });
  const [, id = ''] = await run.output(/execution (\w+)/);
  const copies = join(dir, '.gitphony', 'tmp', id, 'addresses');
  const half = async (): Promise<number> => {
    const files = await readdir(copies, { recursive: true, withFileTypes: true }).catch(() => []);
    const sizes = files.filter((entry) => entry.isFile()).map(({ parentPath, name }) => stat(join(parentPath, name)));
    return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
  };
  await expect.poll(half, { timeout: 30_000 }).toBeGreaterThan(MIB);
  run.signal('SIGKILL');
  await run.ended;
  expect(await half()).toBeGreaterThan(MIB);

  source.stallAfter = undefined;
  await source.become(3, 'b');
  const resumed = await runGitphony(['executions', 'resume', id, '--json'], { cwd: dir, env });
  expect(resumed.exitCode, resumed.stderr).toBe(0);
  const execution = JSON.parse(resumed.stdout) as { taskRunList: { taskId: string; attempts: []; outputs: object }[] };
  const runs = new Map(execution.taskRunList.map((taskRun) => [taskRun.taskId, taskRun]));
  expect(runs.get('before')?.attempts).toHaveLength(1);
  expect(runs.get('size')?.outputs).toEqual({ size: 3 * MIB });
  expect(await readdir(join(dir, '.gitphony', 'tmp'))).toEqual([]);
});
