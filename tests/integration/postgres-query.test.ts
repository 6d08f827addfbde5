import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { query } from '../../src/plugins/jdbc/postgresql/query.ts';
import { queries } from '../../src/plugins/jdbc/postgresql/queries.ts';
import { Decimal } from '../../src/util/decimal.ts';
import { parseJson } from '../../src/util/json.ts';
import { startTestPostgres, type TestDatabase, type TestServer } from '../support/postgres.ts';
import { createScene, runTask, taskErrorOf } from '../support/run-task.ts';

let server: TestServer;
let database: TestDatabase;
let at: { url: string; username: string; password: string };

beforeAll(async () => {
  server = await startTestPostgres();
  database = await server.freshDatabase('query');
  at = { url: database.jdbcUrl, username: database.user, password: database.password };
});
afterAll(async () => {
  await server.stop();
});

async function rowOf(sql: string, more: { readonly timeZoneId?: string } = {}) {
  const { outputs } = await runTask(query, { ...at, ...more, sql, fetchType: 'FETCH_ONE' });
  return outputs?.row;
}

describe('values', () => {
  test.each([
    ['1::int2', 1],
    ['9007199254740991::int8', 9007199254740991],
    ['9223372036854775807::int8', 9223372036854775807n],
    ['2147483645.1234::numeric', new Decimal(2147483645.1234)],
    ['4.0::float8', new Decimal(4)],
    ["'NaN'::float4", new Decimal(Number.NaN)],
    ['sum(x) FROM generate_series(1, 3::int8) x', 6],
    ['true', true],
    ["'four'::char(6)", 'four  '],
    ["'it''s'::varchar", "it's"],
    ["date '2030-12-25'", '2030-12-25'],
    ["time '04:05:30'", '04:05:30'],
    ["timetz '13:05:06+01'", '13:05:06+01:00'],
    ["timestamp '2004-10-19 10:23:54.999999'", '2004-10-19T10:23:54.999999'],
    ["interval '10 years 4 months 5 days 10 seconds'", 'P10Y4M5DT0H0M10S'],
    ['ARRAY[100,200,NULL]', [100, 200, null]],
    [
      '\'{{meeting,"lu,nch"},{a,b}}\'::text[]',
      [
        ['meeting', 'lu,nch'],
        ['a', 'b'],
      ],
    ],
    [`'{"color":"red","n":[1,2.0]}'::json`, { color: 'red', n: [1, new Decimal(2)] }],
    [`'[1,null]'::jsonb`, [1, null]],
    [`ARRAY['{"a":1}'::jsonb]`, [{ a: 1 }]],
    ["'\\xDEADBEEF'::bytea", '3q2+7w=='],
    ["'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
    ["ROW(1,'a')", '(1,a)'],
    ["'[1,5)'::int4range", '[1,5)'],
    ['NULL::int', null],
    ['pg_sleep(0)', null],
  ])('%s', async (expression, value) => {
    expect(await rowOf(`SELECT ${expression.replace(/( FROM |$)/, ' AS v$1')}`)).toEqual({ v: value });
  });

  test("a database's own types", async () => {
    await database.query(`CREATE TYPE mood AS ENUM ('sad', 'ok')`);
    expect(await rowOf(`SELECT 'ok'::mood AS one, ARRAY['sad','ok']::mood[] AS many`)).toEqual({
      one: 'ok',
      many: ['sad', 'ok'],
    });
  });

  test('timestamptz in the time zone of the task, UTC by default', async () => {
    const sql = `SELECT timestamptz '2004-10-19 08:23:54.25+02' AS v, '2024-01-31 23:30:00Z'::timestamptz::date AS d`;
    expect(await rowOf(sql)).toEqual({ v: '2004-10-19T06:23:54.25Z', d: '2024-01-31' });
    expect(await rowOf(sql, { timeZoneId: 'Europe/Paris' })).toEqual({
      v: '2004-10-19T08:23:54.25+02:00',
      d: '2024-02-01',
    });
    const error = await taskErrorOf(runTask(query, { ...at, sql, timeZoneId: 'Mars/Base' }));
    expect(error.message).toContain('invalid value for parameter "TimeZone": "Mars/Base"');
  });
});

describe('fetching', () => {
  const sql = 'SELECT x, x * 0.5 AS half FROM generate_series(1, 3) x';

  test('NONE, FETCH_ONE, FETCH', async () => {
    expect((await runTask(query, { ...at, sql })).outputs).toEqual({});
    expect((await runTask(query, { ...at, sql, fetchOne: true })).outputs).toEqual({
      row: { x: 1, half: new Decimal(0.5) },
      size: 1,
    });
    const { outputs, metrics } = await runTask(query, { ...at, sql, fetchType: 'FETCH' });
    expect(outputs?.rows).toHaveLength(3);
    expect(outputs?.size).toBe(3);
    expect(metrics).toEqual([
      { name: 'fetch.size', type: 'counter', value: 3, tags: { fetch: 'true', store: 'false' } },
    ]);
  });

  test('no row', async () => {
    const none = `${sql} WHERE x > 5`;
    expect((await runTask(query, { ...at, sql: none, fetchType: 'FETCH_ONE' })).outputs).toEqual({
      row: null,
      size: 0,
    });
    expect((await runTask(query, { ...at, sql: none, fetchType: 'FETCH' })).outputs).toEqual({ rows: [], size: 0 });
  });

  test('STORE writes one JSON document a line, however many, in little memory', async () => {
    await using scene = await createScene();
    const many = `SELECT x AS id, x / 2.0::float8 AS half, repeat('text ', 20) AS filler FROM generate_series(1, 500000) x`;
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 20);
    const { outputs } = await runTask(query, { ...at, sql: many, fetchType: 'STORE' }, { scene });
    clearInterval(watch);
    expect(outputs?.size).toBe(500_000);
    expect((peak - before) / 1e6).toBeLessThan(120);
    const path = await scene.storage.localPath(outputs?.uri ?? '');
    let lines = 0;
    let last = '';
    for await (const line of createInterface({ input: createReadStream(path) })) {
      lines++;
      last = line;
    }
    expect(lines).toBe(500_000);
    expect(parseJson(last)).toMatchObject({ id: 500_000, half: new Decimal(250_000) });
  });

  test('STORE of a statement without rows leaves no file', async () => {
    await using scene = await createScene();
    const { outputs } = await runTask(query, { ...at, sql: 'CREATE TABLE no_rows ()', fetchType: 'STORE' }, { scene });
    expect(outputs).toEqual({});
    expect(await scene.storage.purgeExecution()).toEqual([]);
  });
});

describe('parameters', () => {
  test('bind by name, never as text', async () => {
    const { outputs } = await runTask(query, {
      ...at,
      sql: `SELECT :name AS name, :n + 1 AS n, :list::int[] AS list, :map::jsonb -> 'a' AS a, ':name' AS text, :nothing::text AS nothing`,
      parameters: { name: `'; DROP TABLE x --`, n: 41, list: [1, 2], map: { a: true }, nothing: null },
      fetchType: 'FETCH_ONE',
    });
    expect(outputs?.row).toEqual({
      name: `'; DROP TABLE x --`,
      n: 42,
      list: [1, 2],
      a: true,
      text: ':name',
      nothing: null,
    });
  });

  test('one that is missing', async () => {
    const error = await taskErrorOf(runTask(query, { ...at, sql: 'SELECT\n  :nope', parameters: { a: 1, b: 2 } }));
    expect(error).toMatchObject({
      code: 'SQL_PARAMETER_MISSING',
      retryable: false,
      hint: 'Add it to `parameters`, which has a, b.',
    });
    expect(error.message).toContain('line 2, column 3 of `sql`:\n    :nope\n    ^');
  });

  test('places in errors are those of the SQL as written, and values stay out', async () => {
    const error = await taskErrorOf(
      runTask(query, { ...at, sql: 'SELECT :a::text, nope', parameters: { a: 'geheim' } }),
    );
    expect(error.message).toContain('at line 1, column 18 of `sql`:\n  SELECT :a::text, nope\n                   ^');
    expect(error.message).not.toContain('geheim');
  });
});

describe('transactions', () => {
  test('afterSQL counts with sql, or neither does', async () => {
    await database.query('CREATE TABLE outbox (id int, done boolean)');
    await database.query('INSERT INTO outbox VALUES (1, false)');
    const sql = 'UPDATE outbox SET done = true RETURNING id';
    await taskErrorOf(runTask(query, { ...at, sql, afterSQL: 'SELECT 1 / 0' }));
    expect(await database.query('SELECT done FROM outbox')).toEqual([{ done: false }]);
    const { outputs } = await runTask(query, {
      ...at,
      sql,
      afterSQL: 'INSERT INTO outbox VALUES (2, true)',
      fetchType: 'FETCH',
    });
    expect(outputs).toEqual({ rows: [{ id: 1 }], size: 1 });
    expect(await database.query('SELECT id FROM outbox WHERE done ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test('Queries: all or none, outputs for what returns rows', async () => {
    const sql = `
      CREATE TABLE items (id int);
      INSERT INTO items VALUES (1), (2);
      DO $$ BEGIN PERFORM 1; RAISE NOTICE 'half; way'; END $$;
      SELECT count(*) AS n FROM items; -- so many
      SELECT max(id) AS last FROM items WHERE id = :id;`;
    const parameters = { id: 2 };
    const failing = await taskErrorOf(runTask(queries, { ...at, sql: `${sql}\nSELECT * FROM gone`, parameters }));
    expect(failing.message).toContain('in statement 6 of 6');
    expect(failing.message).toContain('at line 7, column 15 of `sql`');
    expect(failing).toMatchObject({ code: 'SQL_ERROR', retryable: false });
    const { outputs, logs } = await runTask(queries, { ...at, sql, parameters, fetchType: 'FETCH_ONE' });
    expect(outputs).toEqual({
      outputs: [
        { row: { n: 2 }, size: 1 },
        { row: { last: 2 }, size: 1 },
      ],
    });
    expect(logs.map(({ message }) => message)).toContain('PostgreSQL notice: half; way');
    const none = await runTask(queries, { ...at, sql: 'SELECT 1; SELECT 2' });
    expect(none.outputs).toEqual({ outputs: [{}, {}] });
  });

  test('Queries without a transaction: what VACUUM needs', async () => {
    const sql = 'CREATE TABLE vacuumed (id int); VACUUM vacuumed; SELECT * FROM gone';
    await taskErrorOf(runTask(queries, { ...at, sql, transaction: false }));
    expect(await database.query(`SELECT to_regclass('vacuumed') IS NOT NULL AS kept`)).toEqual([{ kept: true }]);
    const error = await taskErrorOf(runTask(queries, { ...at, sql: 'SELECT 1; VACUUM' }));
    expect(error.hint).toContain('`transaction: false`');
  });

  test('a constraint that is checked at COMMIT', async () => {
    await database.query('CREATE TABLE parent (id int PRIMARY KEY)');
    await database.query('CREATE TABLE child (id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)');
    const error = await taskErrorOf(runTask(queries, { ...at, sql: 'INSERT INTO child VALUES (7)' }));
    expect(error.message).toMatch(/violates foreign key constraint[\s\S]*COMMIT[\s\S]*Detail: Key \(id\)=\(7\)/);
  });
});

describe('errors', () => {
  test('statement, place, SQLSTATE, PostgreSQL’s own hint', async () => {
    await database.query('CREATE TABLE trips (fare_amount int)');
    const error = await taskErrorOf(runTask(query, { ...at, sql: 'SELECT\n  fare_amont\nFROM trips' }));
    expect(error.message).toBe(
      'PostgreSQL: column "fare_amont" does not exist (SQLSTATE 42703)\n' +
        'at line 2, column 3 of `sql`:\n    fare_amont\n    ^',
    );
    expect(error.hint).toContain('trips.fare_amount');
  });

  test('several statements in Query', async () => {
    const error = await taskErrorOf(runTask(query, { ...at, sql: 'SELECT 1; SELECT 2' }));
    expect(error).toMatchObject({ code: 'SQL_STATEMENT_COUNT', retryable: false });
    expect(error.hint).toContain('Queries');
  });

  test('serialization failures may be tried again', async () => {
    const sql = `DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`;
    expect(await taskErrorOf(runTask(query, { ...at, sql }))).toMatchObject({ code: 'SQL_ERROR', retryable: true });
  });

  test('a server process that is ended in the middle', async () => {
    const error = await taskErrorOf(
      runTask(query, { ...at, sql: 'SELECT pg_terminate_backend(pg_backend_pid())', fetchType: 'FETCH' }),
    );
    expect(error.retryable).toBe(true);
  });
});

test('an abort cancels the statement at the server', async () => {
  const abort = new AbortController();
  const reason = new Error('killed by the test');
  const started = Date.now();
  setTimeout(() => abort.abort(reason), 300);
  const work = runTask(query, { ...at, sql: 'SELECT pg_sleep(30) /* cancel me */' }, { signal: abort.signal });
  await expect(work).rejects.toBe(reason);
  expect(Date.now() - started).toBeLessThan(3000);
  const running = await database.query(
    `SELECT 1 FROM pg_stat_activity WHERE query LIKE '%cancel me%' AND pid <> pg_backend_pid() AND state = 'active'`,
  );
  expect(running).toEqual([]);
});

test('currentSchema decides where bare names are found', async () => {
  await database.query('CREATE SCHEMA Side; CREATE TABLE side.only_here AS SELECT 1 AS x');
  const { outputs } = await runTask(query, {
    ...at,
    url: `${at.url}?currentSchema=side,public`,
    sql: 'SELECT * FROM only_here',
    fetchType: 'FETCH',
  });
  expect(outputs?.rows).toEqual([{ x: 1 }]);
});
