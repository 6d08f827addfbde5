import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batch } from '../../src/plugins/jdbc/postgresql/batch.ts';
import { copyIn } from '../../src/plugins/jdbc/postgresql/copy-in.ts';
import { copyOut } from '../../src/plugins/jdbc/postgresql/copy-out.ts';
import { queries } from '../../src/plugins/jdbc/postgresql/queries.ts';
import { query } from '../../src/plugins/jdbc/postgresql/query.ts';
import { startTestPostgres, type TestDatabase, type TestServer } from '../support/postgres.ts';
import { createScene, runTask, type TaskScene, taskErrorOf } from '../support/run-task.ts';

let server: TestServer;
let database: TestDatabase;
let scene: TaskScene;
let at: { url: string; username: string; password: string };

beforeAll(async () => {
  server = await startTestPostgres();
  database = await server.freshDatabase('copy');
  scene = await createScene();
  at = { url: database.jdbcUrl, username: database.user, password: database.password };
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
  await server.stop();
});

async function tripCsv(rows: number): Promise<string> {
  const path = join(scene.folder, `trips-${rows}.csv`);
  await mkdir(scene.folder, { recursive: true });
  await pipeline(function* () {
    yield 'VendorID,pickup,distance,note\n';
    for (let row = 0; row < rows; row += 1000) {
      let lines = '';
      for (let i = row; i < Math.min(row + 1000, rows); i++) {
        lines += `${i % 3},2019-01-01 00:${String(i % 60).padStart(2, '0')}:00,${i / 8},"a, quoted ""note"" of row ${i}"\n`;
      }
      yield lines;
    }
  }, createWriteStream(path));
  return await scene.storage.putFile('trips.csv', path);
}

const table = (name: string): string =>
  `CREATE TABLE ${name} (unique_row_id text, VendorID text, pickup timestamp, distance double precision, note text)`;
const csv = { format: 'CSV' as const, header: true, columns: ['VendorID', 'pickup', 'distance', 'note'] };

test('200,000 rows in, all or none, in constant memory', async () => {
  await database.query(table('trips'));
  const from = await tripCsv(200_000);
  await scene.storage.size(from);
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const { outputs, metrics, progress } = await runTask(
    copyIn,
    { ...at, ...csv, from, table: 'public.trips' },
    { scene },
  );
  clearInterval(watch);
  expect(outputs).toEqual({ rowCount: 200_000 });
  expect(metrics).toContainEqual({ name: 'rows', type: 'counter', value: 200_000 });
  expect(progress.at(-1)).toEqual({ done: 200_000, total: 200_000, unit: 'rows' });
  expect((peak - before) / 1e6).toBeLessThan(60);
  const [sum] = await database.query(
    `SELECT count(*)::int AS n, count(DISTINCT vendorid)::int AS vendors, max(note) AS last FROM trips`,
  );
  expect(sum).toEqual({ n: 200_000, vendors: 3, last: 'a, quoted "note" of row 99999' });
});

test('a broken row: line, column, PostgreSQL’s message, nothing loaded', async () => {
  await database.query(table('broken'));
  const good = '1,2019-01-01 00:00:00,1.5,x\n';
  const content = `VendorID,pickup,distance,note\n${good.repeat(50_000)}1,2019-01-01 00:00:00,far,x\n${good.repeat(50_000)}`;
  const from = await scene.storage.put('broken.csv', content);
  const error = await taskErrorOf(runTask(copyIn, { ...at, ...csv, from, table: 'broken' }, { scene }));
  expect(error).toMatchObject({ code: 'SQL_ERROR', retryable: false });
  expect(error.message).toContain('invalid input syntax for type double precision: "far" (SQLSTATE 22P02)');
  expect(error.message).toContain('Context: COPY broken, line 50002, column distance: "far"');
  const short = await scene.storage.put('short.csv', `h\n${good}1,2019-01-01\n`);
  const missing = await taskErrorOf(runTask(copyIn, { ...at, ...csv, from: short, table: 'broken' }, { scene }));
  expect(missing.message).toMatch(/missing data for column "distance"[\s\S]*COPY broken, line 3: "1,2019-01-01"/);
  expect(await database.query('SELECT FROM broken')).toEqual([]);
});

test('options: header MATCH, other signs, NULL, encoding', async () => {
  await database.query('CREATE TABLE signs (a text, b text)');
  const content = Buffer.from("a;b\n'x;';NIL\nné;'it''s'\n", 'latin1');
  const from = await scene.storage.put('signs.csv', content);
  const options = {
    ...at,
    from,
    table: 'signs',
    format: 'CSV',
    header: 'MATCH',
    delimiter: ';',
    quote: "'",
    nullString: 'NIL',
    encoding: 'LATIN1',
  } as const;
  expect((await runTask(copyIn, options, { scene })).outputs).toEqual({ rowCount: 2 });
  expect(await database.query('SELECT * FROM signs')).toEqual([
    { a: 'x;', b: null },
    { a: 'né', b: "it's" },
  ]);
  const wrong = await taskErrorOf(runTask(copyIn, { ...options, columns: ['b', 'a'] }, { scene }));
  expect(wrong.message).toContain('column name mismatch in header line field 1');
});

test('a compressed file is told as such', async () => {
  const from = await scene.storage.put('x.csv.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 10, 10]));
  const error = await taskErrorOf(runTask(copyIn, { ...at, from, table: 'trips', format: 'CSV' }, { scene }));
  expect(error.hint).toContain('still compressed');
});

test('names only, and a table and a file that exist', async () => {
  const from = await scene.storage.put('one.csv', '1\n');
  const sly = await taskErrorOf(runTask(copyIn, { ...at, from, table: 'trips; DROP TABLE trips' }, { scene }));
  expect(sly.code).toBe('SQL_BAD_IDENTIFIER');
  const gone = await taskErrorOf(runTask(copyIn, { ...at, from, table: 'no_such_table' }, { scene }));
  expect(gone).toMatchObject({ code: 'SQL_ERROR', hint: expect.stringContaining('Create the table') });
  const none = await taskErrorOf(runTask(copyIn, { ...at, from: `${from}x`, table: 'trips' }, { scene }));
  expect(none.code).toBe('STORAGE_NOT_FOUND');
});

test('CopyOut: table or query to a file', async () => {
  const sql = `SELECT x AS id, 'a"b' AS name FROM generate_series(1, 3) x -- a comment at the end`;
  const { outputs } = await runTask(copyOut, { ...at, sql, format: 'CSV', header: true }, { scene });
  expect(outputs?.rowCount).toBe(3);
  expect(await text(await scene.storage.get(outputs?.uri ?? ''))).toBe('id,name\n1,"a""b"\n2,"a""b"\n3,"a""b"\n');
  const whole = await runTask(copyOut, { ...at, table: 'public.trips', columns: ['VendorID', 'note'] }, { scene });
  expect(whole.outputs?.rowCount).toBe(200_000);
});

test('CopyOut: places in errors are those of `sql`; a failure on the way', async () => {
  const error = await taskErrorOf(runTask(copyOut, { ...at, sql: 'SELECT 1,\n  nope' }, { scene }));
  expect(error.message).toContain('at line 2, column 3 of `sql`:\n    nope\n    ^');
  const late = await taskErrorOf(
    runTask(copyOut, { ...at, sql: 'SELECT 1 / (150000 - x) FROM generate_series(1, 200000) x' }, { scene }),
  );
  expect(late.message).toContain('division by zero');
  expect((await taskErrorOf(runTask(copyOut, { ...at }, { scene }))).code).toBe('SQL_STATEMENT_COUNT');
});

test('Batch: what STORE wrote goes back in, types and all', async () => {
  const create = (name: string): string =>
    `CREATE TABLE ${name} (id int8, amount numeric, at timestamptz, span interval, tags text[], doc jsonb, raw bytea, "Odd Name" text, twice int8 GENERATED ALWAYS AS (id * 2) STORED)`;
  await database.query(create('source'));
  await database.query(create('target'));
  await database.query(
    `INSERT INTO source SELECT 9007199254740993 + x, x / 8.0, '2020-01-01Z'::timestamptz + x * '1s'::interval, x * '1h'::interval, ARRAY['a', NULL, 'c"' || x], '[1, {"a": null}]', '\\x00ff', 'n' || x FROM generate_series(1, 2500) x`,
  );
  const columns = 'id, amount, at, span, tags, doc, raw, "Odd Name"';
  const stored = await runTask(query, { ...at, sql: `SELECT ${columns} FROM source`, fetchType: 'STORE' }, { scene });
  const from = stored.outputs?.uri ?? '';
  const { outputs } = await runTask(batch, { ...at, from, table: 'target' }, { scene });
  expect(outputs).toEqual({ rowCount: 2500, updatedCount: 2500 });
  expect(await database.query('SELECT FROM (TABLE source EXCEPT TABLE target) d')).toEqual([]);
});

test('Batch: lists, named columns, updates', async () => {
  await database.query('CREATE TABLE pairs (id int PRIMARY KEY, name text)');
  const lists = await scene.storage.put('lists.ion', '[1,"a"]\n\n[2,"b"]\n[3]\n');
  const insert = 'INSERT INTO pairs VALUES (?, ?)';
  expect((await runTask(batch, { ...at, from: lists, sql: insert, chunk: 2 }, { scene })).outputs).toEqual({
    rowCount: 3,
    updatedCount: 3,
  });
  const maps = await scene.storage.put('maps.ion', '{"x":0,"name":"new","id":2}\n{"id":9,"name":"none"}');
  const update = { ...at, from: maps, sql: 'UPDATE pairs SET name = ? WHERE id = ?', columns: ['name', 'id'] };
  expect((await runTask(batch, update, { scene })).outputs).toEqual({ rowCount: 2, updatedCount: 1 });
  expect(await database.query('SELECT * FROM pairs ORDER BY id')).toEqual([
    { id: 1, name: 'a' },
    { id: 2, name: 'new' },
    { id: 3, name: null },
  ]);
});

test('Batch: a refused row is named by its line, and nothing counts', async () => {
  await database.query('CREATE TABLE unique_ids (id int PRIMARY KEY)');
  const lines = Array.from({ length: 2500 }, (_, index) => `[${index}]`);
  lines[2000] = '[7]';
  const from = await scene.storage.put('twice.ion', lines.join('\n'));
  const sql = 'INSERT INTO unique_ids VALUES (?)';
  const error = await taskErrorOf(runTask(batch, { ...at, from, sql }, { scene }));
  expect(error.message).toContain('duplicate key');
  expect(error.message).toContain('for the row on line 2001 of the file');
  expect(await database.query('SELECT FROM unique_ids')).toEqual([]);
  const bad = await scene.storage.put('bad.ion', '[1]\n{id: 2}\n');
  expect((await taskErrorOf(runTask(batch, { ...at, from: bad, sql }, { scene }))).message).toContain(
    'Line 2 of the file',
  );
  const wide = await scene.storage.put('wide.ion', '[1,2]\n');
  expect((await taskErrorOf(runTask(batch, { ...at, from: wide, sql }, { scene }))).code).toBe('BATCH_ROW_MISFIT');
  const odd = await scene.storage.put('odd.ion', '{"id":1,"nmae":2}\n');
  const lost = await taskErrorOf(runTask(batch, { ...at, from: odd, table: 'unique_ids' }, { scene }));
  expect(lost.message).toContain('has "nmae", but the table has no such column');
});

test('staging, md5 and MERGE: the second run adds no row', async () => {
  await database.query(table('merged'));
  await database.query(table('staging'));
  const file = join(scene.folder, 'month.csv');
  await writeFile(file, `h\n${Array.from({ length: 200 }, (_, i) => `1,2019-01-01 00:00:00,${i},n\n`).join('')}`);
  const from = await scene.storage.putFile('month.csv', file);
  const merge = `
    UPDATE staging SET unique_row_id = md5(COALESCE(VendorID, '') || COALESCE(CAST(distance AS text), ''));
    MERGE INTO merged AS T USING staging AS S ON T.unique_row_id = S.unique_row_id
    WHEN NOT MATCHED THEN INSERT (unique_row_id, VendorID, distance) VALUES (S.unique_row_id, S.VendorID, S.distance);`;
  const month = async (): Promise<readonly string[]> => {
    await runTask(queries, { ...at, sql: 'TRUNCATE TABLE staging;' });
    await runTask(copyIn, { ...at, ...csv, from, table: 'public.staging' }, { scene });
    const { logs } = await runTask(queries, { ...at, sql: merge });
    return logs.map(({ message }) => message).filter((message) => message.startsWith('MERGE'));
  };
  expect(await month()).toEqual([expect.stringMatching(/^MERGE: 200 rows in/)]);
  expect(await month()).toEqual([expect.stringMatching(/^MERGE: 0 rows in/)]);
});
