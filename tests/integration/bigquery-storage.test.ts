import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDataset } from '../../src/plugins/gcp/bigquery/create-dataset.ts';
import { createTable } from '../../src/plugins/gcp/bigquery/create-table.ts';
import { query } from '../../src/plugins/gcp/bigquery/query.ts';
import { storageWrite } from '../../src/plugins/gcp/bigquery/storage-write.ts';
import { type GoogleEmulators, startGoogleEmulators } from '../../tools/emulators/google.ts';
import { createScene, runTask, type TaskScene, taskErrorOf } from '../support/run-task.ts';
import { printJson } from '../../src/util/json.ts';

/** The Storage Write API by Google's own client, over gRPC, against an emulator. */
let google: GoogleEmulators;
let scene: TaskScene;
let runs = 0;
const projectId = 'test-project';
const destinationTable = 'shop.orders';

beforeAll(async () => {
  google = await startGoogleEmulators();
  Object.assign(process.env, google.env);
  scene = await createScene();
  await runTask(createDataset, { projectId, name: 'shop' });
  const fields = [
    { name: 'id', type: 'INTEGER', mode: 'REQUIRED' },
    { name: 'name', type: 'STRING' },
    { name: 'at', type: 'TIMESTAMP' },
    { name: 'day', type: 'DATE' },
    { name: 'tags', type: 'STRING', mode: 'REPEATED' },
    { name: 'place', type: 'RECORD', subFields: [{ name: 'city', type: 'STRING' }] },
  ];
  const tableDefinition = { type: 'TABLE' as const, schema: { fields } };
  await runTask(createTable, { projectId, dataset: 'shop', table: 'orders', tableDefinition });
});
afterAll(async () => {
  for (const name of Object.keys(google.env)) delete process.env[name];
  await scene[Symbol.asyncDispose]();
  await google.stop();
});

const line = (id: number): string =>
  JSON.stringify({
    id,
    name: `order ${id}`,
    at: '2019-01-01T10:00:00.5Z',
    day: '2019-01-31',
    tags: ['a', 'b'],
    place: { city: 'Ulm' },
  });

async function write(
  ids: readonly number[],
  properties: object = {},
): ReturnType<typeof runTask<typeof storageWrite.properties, typeof storageWrite.outputs>> {
  const from = await scene.storage.put('orders.ion', `${ids.map(line).join('\n')}\n`);
  return runTask(storageWrite, { projectId, from, destinationTable, ...properties }, { scene });
}

async function ask(sql: string): Promise<unknown> {
  runs++;
  const options = { projectId, sql, fetchType: 'FETCH' as const };
  const { outputs } = await runTask(query, options, { scene, value: String(runs) });
  return JSON.parse(printJson(outputs?.rows ?? []));
}

test.each(['DEFAULT', 'COMMITTED', 'PENDING'] as const)('%s: every row once, in batches', async (writeStreamType) => {
  await ask('DELETE FROM shop.orders WHERE true');
  const sent = await write([1, 2, 3, 4, 5], { writeStreamType, bufferSize: 2 });
  expect(sent.outputs?.rows).toBe(5);
  const counted = sent.metrics.filter(({ name }) => name === 'rows_count').map(({ value }) => value);
  expect(counted).toEqual(writeStreamType === 'PENDING' ? [5] : []);
  const { rowsCount, commitTime } = sent.outputs ?? {};
  const committed = commitTime === undefined ? undefined : Date.parse(commitTime) > Date.parse('2020-01-01');
  expect([rowsCount, committed]).toEqual(writeStreamType === 'PENDING' ? [5, true] : [undefined, undefined]);
  expect(await ask('SELECT COUNT(*) AS n, COUNT(DISTINCT id) AS ids FROM shop.orders')).toEqual([{ n: 5, ids: 5 }]);
  expect(await ask('SELECT name, at, day, tags, place FROM shop.orders WHERE id = 3')).toEqual([
    { name: 'order 3', at: '2019-01-01T10:00:00.500Z', day: '2019-01-31', tags: ['a', 'b'], place: { city: 'Ulm' } },
  ]);
});

test('a row that does not fit stops the task, with its number and column; PENDING then shows none', async () => {
  await ask('DELETE FROM shop.orders WHERE true');
  const from = await scene.storage.put('broken.ion', `${line(1)}\n${line(2)}\n{"id": "three"}\n`);
  const options = { projectId, from, destinationTable, writeStreamType: 'PENDING' as const, bufferSize: 1 };
  const error = await taskErrorOf(runTask(storageWrite, options, { scene }));
  expect(error).toMatchObject({ code: 'BIGQUERY_BAD_ROW', retryable: false });
  expect(error.message).toBe('row 3 of the file, column id: expected INTEGER, got "three"');
  expect(await ask('SELECT COUNT(*) AS n FROM shop.orders')).toEqual([{ n: 0 }]);
});

test('a table that is missing is told before anything is sent', async () => {
  expect(await taskErrorOf(write([1], { destinationTable: 'shop.nobody' }))).toMatchObject({
    code: 'GCP_NOT_FOUND',
    retryable: false,
  });
});

test('values come back as they were sent', async () => {
  const types = ['BIGNUMERIC', 'DATETIME', 'TIME', 'JSON', 'GEOGRAPHY', 'BYTES'];
  const fields = types.map((type) => ({ name: type.toLowerCase(), type }));
  const tableDefinition = { type: 'TABLE' as const, schema: { fields } };
  await runTask(createTable, { projectId, dataset: 'shop', table: 'kinds', tableDefinition });
  const row = {
    bignumeric: '0.123456789012345678',
    datetime: '2019-01-01T10:00:00.123456Z',
    time: '10:00:00.5',
    json: { a: [1] },
    geography: 'POINT(1.5 2)',
    bytes: 'AQI=',
  };
  const from = await scene.storage.put('kinds.ion', `${JSON.stringify(row)}\n`);
  await runTask(storageWrite, { projectId, from, destinationTable: 'shop.kinds' }, { scene });
  expect(await ask('SELECT * FROM shop.kinds')).toEqual([{ ...row, geography: [1.5, 2] }]);
});
