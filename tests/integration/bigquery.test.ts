import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copy } from '../../src/plugins/gcp/bigquery/copy.ts';
import { createDataset } from '../../src/plugins/gcp/bigquery/create-dataset.ts';
import { createTable } from '../../src/plugins/gcp/bigquery/create-table.ts';
import { deleteDataset } from '../../src/plugins/gcp/bigquery/delete-dataset.ts';
import { deleteTable } from '../../src/plugins/gcp/bigquery/delete-table.ts';
import { extractToGcs } from '../../src/plugins/gcp/bigquery/extract-to-gcs.ts';
import { loadFromGcs } from '../../src/plugins/gcp/bigquery/load-from-gcs.ts';
import { load } from '../../src/plugins/gcp/bigquery/load.ts';
import { query } from '../../src/plugins/gcp/bigquery/query.ts';
import { tableMetadata } from '../../src/plugins/gcp/bigquery/table-metadata.ts';
import { updateDataset } from '../../src/plugins/gcp/bigquery/update-dataset.ts';
import { updateTable } from '../../src/plugins/gcp/bigquery/update-table.ts';
import { createBucket } from '../../src/plugins/gcp/gcs/create-bucket.ts';
import { download } from '../../src/plugins/gcp/gcs/download.ts';
import { upload } from '../../src/plugins/gcp/gcs/upload.ts';
import { printJson } from '../../src/util/json.ts';
import type { Value } from '../../src/util/values.ts';
import { type GoogleEmulators, startGoogleEmulators } from '../../tools/emulators/google.ts';
import { createScene, runTask, type TaskScene, taskErrorOf } from '../support/run-task.ts';

/** BigQuery by Google's own client, against an emulator. */
let google: GoogleEmulators;
let scene: TaskScene;
const projectId = 'test-project';
let runs = 0;

beforeAll(async () => {
  google = await startGoogleEmulators();
  Object.assign(process.env, google.env);
  scene = await createScene();
  await runTask(createDataset, { projectId, name: 'shop' });
  await runTask(createBucket, { projectId, name: 'shop-files' });
});
afterAll(async () => {
  for (const name of Object.keys(google.env)) delete process.env[name];
  await scene[Symbol.asyncDispose]();
  await google.stop();
});

/** Each task run is one of its own to BigQuery, as it is in an execution. */
async function runSql(
  sql: string,
  more: object = {},
): Promise<Awaited<ReturnType<typeof runTask<typeof query.properties, typeof query.outputs>>>> {
  runs++;
  return runTask(query, { projectId, sql, ...more }, { scene, value: String(runs) });
}

test('a data set is made once; another time as `ifExists` says', async () => {
  const made = await runTask(createDataset, { projectId, name: 'once', description: 'first' });
  expect(made.outputs).toMatchObject({ dataset: 'once', project: projectId, description: 'first' });
  expect(await taskErrorOf(runTask(createDataset, { projectId, name: 'once' }))).toMatchObject({
    code: 'GCP_CONFLICT',
  });
  const skipped = await runTask(createDataset, { projectId, name: 'once', ifExists: 'SKIP', description: 'other' });
  expect(skipped.outputs).toMatchObject({ description: 'first' });
  const changed = await runTask(createDataset, { projectId, name: 'once', ifExists: 'UPDATE', description: 'second' });
  expect(changed.outputs).toMatchObject({ description: 'second' });
  expect((await runTask(updateDataset, { projectId, name: 'once', friendlyName: 'Once' })).outputs).toMatchObject({
    friendlyName: 'Once',
    description: 'second',
  });
  expect((await runTask(deleteDataset, { projectId, name: 'once' })).outputs).toEqual({ dataset: 'once' });
  expect(await taskErrorOf(runTask(deleteDataset, { projectId, name: 'once' }))).toMatchObject({
    code: 'GCP_NOT_FOUND',
  });
});

test('rows come as one, as all, and as a file', async () => {
  const sql = `SELECT 1 AS a, 'x' AS b, 2.5 AS c, TIMESTAMP '2019-01-01 10:00:00+00' AS t, [1, 2] AS l UNION ALL
    SELECT 2, NULL, 4.0, TIMESTAMP '2019-01-02 00:00:00.5+00', [] ORDER BY a`;
  const first = { a: 1, b: 'x', c: 2.5, t: '2019-01-01T10:00:00Z', l: [1, 2] };
  const all = await runSql(sql, { fetchType: 'FETCH' });
  expect(JSON.parse(printJson(all.outputs?.rows as Value))).toEqual([
    first,
    { a: 2, b: null, c: 4, t: '2019-01-02T00:00:00.500Z', l: [] },
  ]);
  const one = await runSql(sql, { fetchType: 'FETCH_ONE' });
  expect(JSON.parse(printJson(one.outputs?.row as Value))).toEqual(first);
  const stored = await runSql(sql, { fetchType: 'STORE' });
  expect(stored.outputs).toMatchObject({ size: 2 });
  const lines = (await text(await scene.storage.get(stored.outputs?.uri ?? ''))).trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { a: number }).a)).toEqual([1, 2]);
  expect((await runSql(sql)).outputs?.size).toBeUndefined();
});

test('parameters are values, whatever they look like', async () => {
  const nasty = "x'; DROP TABLE shop.orders; --";
  const named = await runSql('SELECT @t AS t, @n + 1 AS n', {
    parameters: { t: nasty, n: 41 },
    fetchType: 'FETCH_ONE',
  });
  expect(named.outputs?.row).toMatchObject({ t: nasty, n: 42 });
  const listed = await runSql('SELECT ? AS a', { parameters: ['b'], fetchType: 'FETCH_ONE' });
  expect(listed.outputs?.row).toMatchObject({ a: 'b' });
});

test('a destination table is written as its disposition says', async () => {
  const write = (disposition: string): Promise<unknown> =>
    runSql('SELECT 7 AS n', { destinationTable: 'shop.sevens', writeDisposition: disposition });
  await write('WRITE_TRUNCATE');
  await write('WRITE_APPEND');
  const counted = await runSql('SELECT COUNT(*) AS n FROM shop.sevens', { fetchType: 'FETCH_ONE' });
  expect(counted.outputs?.row).toMatchObject({ n: 2 });
  expect(await taskErrorOf(write('WRITE_EMPTY'))).toMatchObject({ code: 'BIGQUERY_ERROR' });
});

test('bad SQL and a missing data set are told of, and not tried again', async () => {
  const bad = await taskErrorOf(runSql('SELECT nothing_such FROM shop.nowhere'));
  expect(bad).toMatchObject({ code: 'BIGQUERY_ERROR', retryable: false });
  expect(bad.message).toContain('nowhere');
  const missing = await taskErrorOf(runSql('SELECT 1 AS a', { destinationTable: 'nobody.t' }));
  expect(missing.message).toMatch(/nobody/);
});

test('tables are made, changed, looked at, copied and deleted', async () => {
  const table = { projectId, dataset: 'shop', table: 'made' };
  const fields = [
    { name: 'id', type: 'INT64', mode: 'REQUIRED' },
    { name: 'at', type: 'TIMESTAMP' },
  ];
  const made = await runTask(createTable, { ...table, tableDefinition: { type: 'TABLE', schema: { fields } } });
  expect(made.outputs).toMatchObject({ datasetId: 'shop', table: 'made' });
  await runTask(updateTable, { ...table, description: 'what it is' });
  expect((await runTask(tableMetadata, table)).outputs).toMatchObject({ description: 'what it is' });
  await runTask(copy, { projectId, sourceTables: ['shop.made'], destinationTable: 'shop.copied' }, { value: 'copy' });
  expect((await runTask(tableMetadata, { ...table, table: 'copied' })).outputs).toMatchObject({ table: 'copied' });
  expect((await runTask(deleteTable, table)).outputs).toEqual({ projectId, datasetId: 'shop', table: 'made' });
  expect((await runTask(tableMetadata, { ...table, ifNotExists: 'SKIP' })).outputs).toEqual({});
  expect(await taskErrorOf(runTask(tableMetadata, table))).toMatchObject({ code: 'GCP_NOT_FOUND' });
});

test('a view is shown as it was given, and can be asked', async () => {
  const tableDefinition = { type: 'VIEW' as const, viewDefinition: { query: 'SELECT 42 AS n' } };
  await runTask(createTable, { projectId, dataset: 'shop', table: 'answers', tableDefinition });
  const seen = await runTask(tableMetadata, { projectId, dataset: 'shop', table: 'answers' });
  expect(seen.outputs?.definition).toMatchObject(tableDefinition);
  const asked = await runSql('SELECT n FROM shop.answers', { fetchType: 'FETCH_ONE' });
  expect(asked.outputs?.row).toMatchObject({ n: 42 });
});

test('a dry run of a copy says what would be copied, and copies nothing', async () => {
  await runSql('CREATE OR REPLACE TABLE shop.three AS SELECT * FROM UNNEST([1, 2, 3]) AS n');
  const dry = { projectId, sourceTables: ['shop.three'], dryRun: true };
  const { outputs, logs } = await runTask(copy, { ...dry, destinationTable: 'shop.never' }, { value: 'dry' });
  expect(outputs).toEqual({});
  expect(logs.map(({ message }) => message).join()).toMatch(/would copy 3 rows, .* to test-project.shop.never/);
  const never = { projectId, dataset: 'shop', table: 'never', ifNotExists: 'SKIP' as const };
  expect((await runTask(tableMetadata, never)).outputs).toEqual({});
  expect(
    await taskErrorOf(runTask(copy, { ...dry, sourceTables: ['shop.nobody'], destinationTable: 'shop.never' })),
  ).toMatchObject({
    code: 'GCP_NOT_FOUND',
    message: expect.stringContaining('test-project.shop.nobody'),
  });
  expect(
    await taskErrorOf(runTask(copy, { ...dry, destinationTable: 'shop.never', createDisposition: 'CREATE_NEVER' })),
  ).toMatchObject({
    code: 'GCP_NOT_FOUND',
  });
  await runSql('CREATE OR REPLACE TABLE shop.full AS SELECT 1 AS n');
  expect(await taskErrorOf(runTask(copy, { ...dry, destinationTable: 'shop.full' }))).toMatchObject({
    code: 'BIGQUERY_NOT_EMPTY',
  });
});

const schema = {
  fields: [
    { name: 'id', type: 'INTEGER' },
    { name: 'name', type: 'STRING' },
  ],
};
const csv = { format: 'CSV' as const, schema, csvOptions: { skipLeadingRows: 1 } };

test('a file is loaded from storage and from a bucket, and written back', async () => {
  const from = await scene.storage.put('products.csv', 'id,name\n1,cello\n2,oboe\n');
  const loaded = await runTask(
    load,
    { projectId, from, destinationTable: 'shop.products', ...csv },
    { scene, value: 'l1' },
  );
  expect(loaded.outputs).toMatchObject({ rows: 2, destinationTable: `${projectId}.shop.products` });
  const { outputs } = await runTask(upload, { from, to: 'gs://shop-files/products.csv' }, { scene });
  const again = await runTask(
    loadFromGcs,
    {
      projectId,
      from: [outputs?.uri ?? ''],
      destinationTable: 'shop.products',
      ...csv,
      writeDisposition: 'WRITE_APPEND',
    },
    { value: 'l2' },
  );
  expect(again.outputs).toMatchObject({ rows: 2 });
  const direct = await runTask(
    load,
    { projectId, from: outputs?.uri ?? '', destinationTable: 'shop.direct', ...csv },
    { scene, value: 'l3' },
  );
  expect(direct.outputs).toMatchObject({ rows: 2, destinationTable: `${projectId}.shop.direct` });
  const uri = 'gs://shop-files/out.csv';
  await runTask(extractToGcs, { projectId, sourceTable: 'shop.products', destinationUris: [uri] }, { value: 'x' });
  const got = await runTask(download, { from: uri }, { scene });
  const lines = (await text(await scene.storage.get(got.outputs?.uri ?? ''))).trimEnd().split('\n');
  expect(lines).toHaveLength(5);
});

test('one broken row fails the load and leaves the table as it was, unless it may be left out', async () => {
  const from = await scene.storage.put('broken.csv', 'id,name\n1,cello\nnone,oboe\n');
  const broken = { projectId, from, destinationTable: 'shop.broken', ...csv };
  const failed = await taskErrorOf(runTask(load, broken, { scene, value: 'b1' }));
  expect(failed).toMatchObject({ code: 'BIGQUERY_ERROR', retryable: false });
  expect(failed.hint).toContain('`maxBadRecords`');
  expect(failed.message).toMatch(/too many errors/);
  expect(
    (await runTask(tableMetadata, { projectId, dataset: 'shop', table: 'broken', ifNotExists: 'SKIP' })).outputs,
  ).toEqual({});
  const lenient = await runTask(load, { ...broken, maxBadRecords: 1 }, { scene, value: 'b2' });
  expect(lenient.outputs).toMatchObject({ rows: 1 });
});

test('a row of JSON that does not fit adds nothing to the rows that are there', async () => {
  await runSql("CREATE OR REPLACE TABLE shop.kept AS SELECT 1 AS id, 'cello' AS name");
  const from = await scene.storage.put('broken.json', '{"id": 2, "name": "oboe"}\n{"id": "two", "name": "horn"}\n');
  const broken = { projectId, from, destinationTable: 'shop.kept', format: 'JSON' as const, schema };
  const failed = await taskErrorOf(
    runTask(load, { ...broken, writeDisposition: 'WRITE_APPEND' }, { scene, value: 'j1' }),
  );
  expect(failed).toMatchObject({ code: 'BIGQUERY_ERROR', retryable: false });
  const kept = await runSql('SELECT COUNT(*) AS n FROM shop.kept', { fetchType: 'FETCH_ONE' });
  expect(kept.outputs?.row).toMatchObject({ n: 1 });
  const lenient = await runTask(
    load,
    { ...broken, maxBadRecords: 1, writeDisposition: 'WRITE_APPEND' },
    { scene, value: 'j2' },
  );
  expect(lenient.outputs).toMatchObject({ rows: 1 });
  expect(lenient.logs).toContainEqual({ level: 'WARN', message: '1 broken rows were left out' });
});

test('an empty file', async () => {
  const from = await scene.storage.put('empty.csv', '');
  const empty = { projectId, from, destinationTable: 'shop.empty', ...csv };
  expect(await taskErrorOf(runTask(load, empty, { scene }))).toMatchObject({ code: 'BIGQUERY_EMPTY_FILE' });
  expect((await runTask(load, { ...empty, failedOnEmpty: false }, { scene })).outputs).toEqual({ rows: 0 });
});
