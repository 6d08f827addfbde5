import { afterEach, expect, test } from 'vitest';
import { storageWrite } from '../../src/plugins/gcp/bigquery/storage-write.ts';
import { type LocalServer, startHttpServer } from '../support/http-server.ts';
import { createRunContext, createScene, taskErrorOf, type TaskScene } from '../support/run-task.ts';
import { type AppendReply, startStorageWriteServer, type StorageWriteServer } from '../support/storage-write-server.ts';

/** What the emulator never does: broken streams, lost answers, rights, rows that only BigQuery refuses. */
const variables = ['GITPHONY_BIGQUERY_ENDPOINT', 'GITPHONY_BIGQUERY_STORAGE_ENDPOINT'];
let rest: LocalServer | undefined;
let server: StorageWriteServer | undefined;

afterEach(async () => {
  for (const name of variables) delete process.env[name];
  server?.close();
  await rest?.close();
});

const taken: AppendReply = { appendResult: {} };

interface World extends AsyncDisposable {
  readonly scene: TaskScene;
  readonly server: StorageWriteServer;
  write(properties?: object, signal?: AbortSignal): Promise<Record<string, unknown>>;
}

interface Options {
  readonly commit?: object;
  readonly fields?: readonly object[];
  readonly lines?: readonly string[];
}

async function world(
  reply: (batch: StorageWriteServer['batches'][number], index: number) => AppendReply | undefined,
  {
    commit,
    fields = [{ name: 'id', type: 'INTEGER' }],
    lines = [1, 2, 3, 4].map((id) => `{"id": ${id}}`),
  }: Options = {},
): Promise<World> {
  const scene = await createScene();
  const started = await startStorageWriteServer(createRunContext(scene), reply, commit);
  server = started;
  rest = await startHttpServer(() => ({
    status: 200,
    body: { schema: { fields } },
  }));
  process.env['GITPHONY_BIGQUERY_ENDPOINT'] = rest.url;
  process.env['GITPHONY_BIGQUERY_STORAGE_ENDPOINT'] = started.url;
  const from = await scene.storage.put('rows.ion', `${lines.join('\n')}\n`);
  return {
    scene,
    server: started,
    async write(properties = {}, signal) {
      const context = createRunContext(scene, signal === undefined ? {} : { signal });
      const retryAuto = { type: 'constant' as const, interval: 'PT0.01S', maxAttempts: 3 };
      const options = { from, projectId: 'p', destinationTable: 'd.t', bufferSize: 2, retryAuto, ...properties };
      return (await storageWrite.run(options, context)).outputs ?? {};
    },
    [Symbol.asyncDispose]: () => scene[Symbol.asyncDispose](),
  };
}

test('a stream that breaks is opened again, and the batch goes out once more at the same offset', async () => {
  await using made = await world((_, index) => (index === 1 ? { status: 14, details: 'moved' } : taken));
  expect(await made.write({ writeStreamType: 'COMMITTED' })).toEqual({ rows: 4 });
  expect(made.server.batches).toEqual([0, 2, 2].map((offset) => ({ offset, rows: 2 })));
  expect(made.scene.record.logs).toContainEqual({ level: 'WARN', message: expect.stringContaining('moved') });
});

test('a batch whose answer got lost is there already: no row comes twice', async () => {
  const replies: AppendReply[] = [
    { status: 13, details: 'lost' },
    { error: { code: 6, message: 'offset 0 is there' } },
    taken,
  ];
  await using made = await world(() => replies.shift());
  expect(await made.write({ writeStreamType: 'PENDING' })).toMatchObject({
    rows: 4,
    commitTime: '2019-01-01T10:00:00.000Z',
  });
});

test('rows that only BigQuery refuses are counted as in the file', async () => {
  const refused: AppendReply = {
    error: { code: 3, message: 'Errors found while processing rows.' },
    rowErrors: [{ index: 1, message: 'Field id: too large' }],
  };
  await using made = await world((_, index) => (index === 1 ? refused : taken));
  const error = await taskErrorOf(made.write());
  expect(error).toMatchObject({ code: 'BIGQUERY_BAD_ROW', retryable: false });
  expect(error.message).toContain('row 4: Field id: too large');
  expect(made.server.batches.map(({ offset }) => offset)).toEqual([undefined, undefined]);
});

test('rights are not tried again', async () => {
  await using made = await world(() => ({ status: 7, details: 'no access' }));
  const error = await taskErrorOf(made.write());
  expect(error).toMatchObject({ code: 'GCP_DENIED', retryable: false, message: expect.stringContaining('no access') });
  expect(made.server.batches).toHaveLength(1);
});

test('too much at once is tried again as often as `retryAuto` says', async () => {
  await using made = await world(() => ({ error: { code: 8, message: 'quota' } }));
  expect(await taskErrorOf(made.write())).toMatchObject({ code: 'GCP_RATE_LIMIT', retryable: true });
  expect(made.server.batches).toHaveLength(3);
});

test('a commit that fails says that no row was written', async () => {
  await using made = await world(() => taken, { commit: { streamErrors: [{ errorMessage: 'stream is gone' }] } });
  const error = await taskErrorOf(made.write({ writeStreamType: 'PENDING' }));
  expect(error).toMatchObject({ code: 'BIGQUERY_NOT_COMMITTED', retryable: true });
  expect(error.message).toContain('stream is gone');
});

test('a task that is stopped does not wait for an answer', async () => {
  const stop = new AbortController();
  const reason = new Error('stopped');
  await using made = await world(() => {
    setImmediate(() => stop.abort(reason));
    return undefined;
  });
  await expect(made.write({}, stop.signal)).rejects.toBe(reason);
});

test('values of every type go out as BigQuery takes them', async () => {
  const types = ['BIGNUMERIC', 'NUMERIC', 'DATETIME', 'TIME', 'INTERVAL', 'JSON', 'GEOGRAPHY', 'DATE', 'TIMESTAMP'];
  const fields = [
    ...types.map((type) => ({ name: type.toLowerCase(), type })),
    { name: 'spans', type: 'INTERVAL', mode: 'REPEATED' },
    { name: 'within', type: 'RECORD', fields: [{ name: 'span', type: 'INTERVAL' }] },
    ...['DATE', 'DATETIME', 'TIMESTAMP'].map((type) => ({
      name: `range_${type.toLowerCase()}`,
      type: 'RANGE',
      rangeElementType: { type },
    })),
  ];
  const row = {
    bignumeric: '0.12345678901234567890123456789012345678',
    numeric: '-1.5',
    datetime: '2019-01-01 10:00:00.123456Z',
    time: '10:00:00.5',
    interval: 'P1Y2M3DT4H5M6.5S',
    json: { a: [1] },
    geography: { type: 'Point', coordinates: [1.5, 2] },
    date: '1970-01-03',
    timestamp: '2019-01-01T10:00:00.000001Z',
    spans: ['0-0 1 0:0:0', 'PT1H'],
    within: { span: 'P1D' },
    range_date: { start: '1970-01-02', end: '1970-01-03' },
    range_datetime: { start: '2019-01-01T10:00:00', end: null },
    range_timestamp: { start: null, end: '1970-01-01T00:00:01Z' },
  };
  await using made = await world(() => taken, { fields, lines: [JSON.stringify(row)] });
  expect(await made.write()).toEqual({ rows: 1 });
  expect(made.server.rows).toEqual([
    {
      ...row,
      datetime: '2019-01-01T10:00:00.123456',
      interval: '1-2 3 4:5:6.5',
      json: '{"a":[1]}',
      geography: '{"type":"Point","coordinates":[1.5,2]}',
      date: 2,
      timestamp: '1546336800000001',
      spans: ['0-0 1 0:0:0', '0-0 0 1:0:0'],
      within: { span: '0-0 1 0:0:0' },
      range_date: { start: 1, end: 2 },
      range_datetime: { start: '2019-01-01T10:00:00' },
      range_timestamp: { end: '1000000' },
    },
  ]);
});
