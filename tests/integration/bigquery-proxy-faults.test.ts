import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createDataset } from '../../src/plugins/gcp/bigquery/create-dataset.ts';
import { load } from '../../src/plugins/gcp/bigquery/load.ts';
import { query } from '../../src/plugins/gcp/bigquery/query.ts';
import { type GoogleEmulators, startGoogleEmulators } from '../../tools/emulators/google.ts';
import { type Fault, type FaultingProxy, startFaultingProxy } from '../support/google-faults.ts';
import { createScene, runTask, type TaskScene, taskErrorOf } from '../support/run-task.ts';

/** A real server whose line breaks, and which answers 503 and 429 now and then: Google's own client in between. */
let google: GoogleEmulators;
let scene: TaskScene;
let proxy: FaultingProxy | undefined;
let runs = 0;
const projectId = 'test-project';
const quick = { type: 'constant' as const, interval: 'PT0.05S', maxAttempts: 5 };

beforeAll(async () => {
  google = await startGoogleEmulators();
  scene = await createScene();
  process.env['GITPHONY_BIGQUERY_ENDPOINT'] = google.bigquery;
  await runTask(createDataset, { projectId, name: 'shaky' });
});
afterEach(() => proxy?.close());
afterAll(async () => {
  delete process.env['GITPHONY_BIGQUERY_ENDPOINT'];
  await scene[Symbol.asyncDispose]();
  await google.stop();
});

/** Spoils the first calls that look so, one fault after another. */
async function spoil(which: RegExp, ...faults: Fault[]): Promise<FaultingProxy> {
  const made = await startFaultingProxy(google.bigquery, (call) => (which.test(call) ? faults.shift() : undefined));
  proxy = made;
  process.env['GITPHONY_BIGQUERY_ENDPOINT'] = made.url;
  return made;
}

const ask = (sql: string): ReturnType<typeof runTask<typeof query.properties, typeof query.outputs>> => {
  runs++;
  return runTask(
    query,
    { projectId, sql, fetchType: 'FETCH_ONE', retryAuto: quick },
    { scene, value: `q${String(runs)}` },
  );
};

const schema = {
  fields: [
    { name: 'id', type: 'INTEGER' },
    { name: 'name', type: 'STRING' },
  ],
};

async function loadRows(table: string, rows: number): Promise<Record<string, unknown>> {
  const lines = Array.from({ length: rows }, (_, index) => `${index},${'x'.repeat(100)}\n`);
  const from = await scene.storage.put('rows.csv', lines.join(''));
  const properties = { projectId, from, destinationTable: `shaky.${table}`, format: 'CSV' as const, schema };
  runs++;
  const loaded = await runTask(load, { ...properties, retryAuto: quick }, { scene, value: `l${runs}` });
  return loaded.outputs ?? {};
}

test('503 and 429 on the way in, while it waits and when rows are read: the query runs once', async () => {
  const { calls } = await spoil(
    /\/(?:jobs|queries)\b/,
    { status: 503, reason: 'backendError' },
    { status: 429, reason: 'rateLimitExceeded' },
    { status: 503, reason: 'backendError' },
  );
  const sql = 'CREATE TABLE shaky.once AS SELECT 42 AS n';
  await ask(sql);
  expect((await ask('SELECT n FROM shaky.once')).outputs?.row).toMatchObject({ n: 42 });
  expect(calls.filter((call) => call.startsWith('POST ')).length).toBeGreaterThan(2);
});

test('an upload that is cut half-way is sent again, whole; no row comes twice', async () => {
  const { calls } = await spoil(/^POST \/upload\//, 'cut');
  expect(await loadRows('cut', 50_000)).toMatchObject({ rows: 50_000 });
  expect(calls.filter((call) => call.startsWith('POST /upload/')).length).toBe(2);
  expect((await ask('SELECT COUNT(*) AS n, COUNT(DISTINCT id) AS ids FROM shaky.cut')).outputs?.row).toMatchObject({
    n: 50_000,
    ids: 50_000,
  });
});

test('an upload whose answer got lost is not sent twice: its job is found', async () => {
  const { calls } = await spoil(/^POST \/upload\//, 'lost');
  expect(await loadRows('lost', 10)).toMatchObject({ rows: 10 });
  expect(calls.filter((call) => call.startsWith('POST /upload/')).length).toBe(1);
  expect((await ask('SELECT COUNT(*) AS n FROM shaky.lost')).outputs?.row).toMatchObject({ n: 10 });
});

test('an upload that is refused with 503 is sent again', async () => {
  await spoil(/^POST \/upload\//, { status: 503, reason: 'backendError' });
  expect(await loadRows('refused', 10)).toMatchObject({ rows: 10 });
});

test('a line that stays broken ends the task, which may be tried again', async () => {
  await spoil(/^POST \/upload\//, 'cut', 'cut', 'cut', 'cut', 'cut', 'cut', 'cut', 'cut', 'cut', 'cut');
  expect(await taskErrorOf(loadRows('never', 50_000))).toMatchObject({ code: 'GCP_UNREACHABLE', retryable: true });
  expect((await taskErrorOf(ask('SELECT * FROM shaky.never'))).message).toContain('never');
});
