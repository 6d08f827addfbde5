import { execa } from 'execa';
import type { Metafile } from 'esbuild';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDoor } from '../../tools/build.ts';
import { runAction } from '../support/action.ts';
import { startHttpServer } from '../support/http-server.ts';
import { tempProject } from '../support/temp-project.ts';
import { node24Folder } from '../support/tool-paths.ts';

/** What a run really loads, told by Node's own hooks: a flow of Log tasks has no use for a client of any cloud. */
const clouds =
  /^(?:@google-cloud|@aws-sdk|@smithy|@duckdb|@grpc|google-auth-library|google-gax|gaxios|pg|pg-copy-streams)(?:\/|$)/;
const flow = `id: hello
namespace: x
tasks:
  - id: log
    type: io.kestra.plugin.core.log.Log
    message: hello
`;
const defaults = `pluginDefaults:
  - type: io.kestra.plugin.gcp
    values: {projectId: p}
  - type: io.kestra.plugin.aws.s3.Download
    values: {region: eu-central-1}
`;
const reads = `id: reads
namespace: x
tasks:
  - {id: size, type: io.kestra.plugin.core.storage.Size, uri: gs://lake/x}
`;
const query = `id: ask
namespace: x
tasks:
  - id: q
    type: io.kestra.plugin.gcp.bigquery.Query
    projectId: p
    sql: SELECT 1
`;
let folder: string;
let preload: string;
const bundles = new Map<string, Metafile>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gitphony-loaded-'));
  for (const door of ['cli', 'action'] as const) bundles.set(door, await buildDoor(door, join(folder, door)));
  preload = join(folder, 'preload.mjs');
  await writeFile(
    preload,
    `import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
registerHooks({ load(url, context, next) { appendFileSync(process.env.GITPHONY_TEST_LOADED, url + '\\n'); return next(url, context); } });
`,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Packages inside of the files of a bundle that a run loaded. */
async function loadedPackages(door: string, list: string): Promise<string[]> {
  const outputs: Metafile['outputs'] = bundles.get(door)?.outputs ?? {};
  const inputs = new Map(Object.entries(outputs).map(([path, { inputs: own }]) => [basename(path), Object.keys(own)]));
  const files = (await readFile(list, 'utf8'))
    .trim()
    .split('\n')
    .map((url) => basename(new URL(url).pathname));
  expect(files).toContain('main.js');
  const all = files.flatMap((file) => inputs.get(file) ?? []);
  const names = all.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return [...new Set(names)].toSorted();
}

async function runCli(text: string, list: string): Promise<void> {
  await using denied = await startHttpServer(() => ({ status: 403, body: {} }));
  const project = await tempProject({ 'flows/flow.yaml': text, 'gitphony.yaml': '' });
  const node = join(node24Folder(), 'node');
  await execa(node, ['--import', preload, join(folder, 'cli', 'main.js'), 'run', 'flows/flow.yaml'], {
    cwd: project.dir,
    env: { GITPHONY_TEST_LOADED: list, GITPHONY_BIGQUERY_ENDPOINT: denied.url, GITPHONY_GCS_ENDPOINT: denied.url },
    reject: false,
  });
}

test('the command line loads no client of a cloud for a Log flow, and does for a query', {
  timeout: 120_000,
}, async () => {
  const list = join(folder, 'cli.txt');
  await runCli(flow, list);
  expect((await loadedPackages('cli', list)).filter((name) => clouds.test(name))).toEqual([]);
  // Nor where only defaults speak of clouds; one that reads an address loads that cloud's client and no other.
  const spoken = join(folder, 'defaults.txt');
  await runCli(flow + defaults, spoken);
  expect((await loadedPackages('cli', spoken)).filter((name) => clouds.test(name))).toEqual([]);
  const address = join(folder, 'reads.txt');
  await runCli(reads + defaults, address);
  const loaded = await loadedPackages('cli', address);
  expect(loaded).toContain('@google-cloud/storage');
  expect(loaded.filter((name) => /aws|bigquery|duckdb|^pg$/.test(name))).toEqual([]);
  // That the list would show them.
  const other = join(folder, 'query.txt');
  await runCli(query, other);
  expect(await loadedPackages('cli', other)).toContain('@google-cloud/bigquery');
});

test('neither does the action', async () => {
  const list = join(folder, 'action.txt');
  const env = { NODE_OPTIONS: `--import=${preload}`, GITPHONY_TEST_LOADED: list };
  const run = await runAction({ dist: join(folder, 'action'), files: { 'flows/flow.yaml': flow }, env });
  expect(run.exitCode, run.stdout + run.stderr).toBe(0);
  expect((await loadedPackages('action', list)).filter((name) => clouds.test(name))).toEqual([]);
});
