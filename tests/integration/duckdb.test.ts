import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createReadStream, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test, vi } from 'vitest';
import { loadInstalled } from '../../src/plugins/jdbc/duckdb/client.ts';
import { queries } from '../../src/plugins/jdbc/duckdb/queries.ts';
import { query } from '../../src/plugins/jdbc/duckdb/query.ts';
import { Decimal } from '../../src/util/decimal.ts';
import { createRunContext, createScene, runTask, taskErrorOf } from '../support/run-task.ts';

const trips = 'id,zone,fare\n1,Harlem,10.5\n2,Bronx,7\n3,Harlem,2.5\n';

async function rowOf(sql: string, more: { readonly timeZoneId?: string; readonly parameters?: object } = {}) {
  const { outputs } = await runTask(query, { ...more, sql, fetchType: 'FETCH_ONE' } as never);
  return outputs?.row;
}

describe('values', () => {
  test.each([
    ['1::tinyint', 1],
    ['9223372036854775807::bigint', 9223372036854775807n],
    ['170141183460469231731687303715884105727::hugeint', 170141183460469231731687303715884105727n],
    ['4.0::double', new Decimal(4)],
    ['2147483645.1234::decimal(14,4)', new Decimal(2147483645.1234)],
    ['sum(x)::bigint FROM range(4) t(x)', 6],
    ['true', true],
    ["date '2030-12-25'", '2030-12-25'],
    ["time '04:05:30'", '04:05:30'],
    ["timestamp '2004-10-19 10:23:54.999999'", '2004-10-19T10:23:54.999999'],
    ["timestamp_ns '2004-10-19 10:23:54.999999999'", '2004-10-19T10:23:54.999999999'],
    ["'infinity'::timestamptz", 'infinity'],
    ["interval '10 years 4 months 5 days 10.5 seconds'", 'P10Y4M5DT0H0M10.5S'],
    ['[100, 200, NULL]', [100, 200, null]],
    ["{'a': 1, 'b': [{'c': 2.5::double}]}", { a: 1, b: [{ c: new Decimal(2.5) }] }],
    ["map {'k': 1, 'l': 2}", { k: 1, l: 2 }],
    ['union_value(n := 7)', 7],
    [`'{"color":"red","n":[1,2.0]}'::json`, { color: 'red', n: [1, new Decimal(2)] }],
    ["'\\xDE\\xAD'::blob", '3q0='],
    ["'ok'::enum('sad', 'ok')", 'ok'],
    ["'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
    ['NULL::int', null],
  ])('%s', async (expression, value) => {
    expect(await rowOf(`SELECT ${expression.replace(/( FROM |$)/, ' AS v$1')}`)).toEqual({ v: value });
  });

  test('timestamptz in the time zone of the task, UTC by default', async () => {
    const sql = `SELECT timestamptz '2004-10-19 08:23:54.25+02' AS v, '2024-01-31 23:30:00Z'::timestamptz::date AS d`;
    expect(await rowOf(sql)).toEqual({ v: '2004-10-19T06:23:54.25Z', d: '2024-01-31' });
    expect(await rowOf(sql, { timeZoneId: 'Europe/Paris' })).toEqual({
      v: '2004-10-19T08:23:54.25+02:00',
      d: '2024-02-01',
    });
    const error = await taskErrorOf(runTask(query, { sql, timeZoneId: 'Mars/Base' }));
    expect(error.message).toContain('Mars/Base');
  });

  test('parameters are values, never SQL', async () => {
    const parameters = { n: 3, day: '2024-01-31', list: [1, 2], name: "'; DROP TABLE t; --", map: { a: 1 } };
    const sql = `SELECT :n + 1 AS n, date '2024-01-31' = :day AS same, :list AS list, :name AS name, (:map).a AS a, '{:x}' AS text`;
    expect(await rowOf(sql, { parameters })).toEqual({
      n: 4,
      same: true,
      list: [1, 2],
      name: "'; DROP TABLE t; --",
      a: 1,
      text: '{:x}',
    });
  });
});

describe('files', () => {
  test('a CSV file in, a CSV file and a database out', async () => {
    await using scene = await createScene();
    const { outputs } = await runTask(
      queries,
      {
        inputFiles: { 'data/trips.csv': trips },
        outputFiles: ['out.csv'],
        outputDbFile: true,
        sql: `CREATE TABLE trips AS FROM read_csv('data/trips.csv');
          COPY (SELECT zone, sum(fare) AS fare FROM read_csv('{{ workingDir }}/data/trips.csv') GROUP BY 1 ORDER BY 1) TO '{{ outputFiles['out.csv'] }}';
          SELECT count(*) AS n FROM trips`,
        fetchType: 'FETCH',
      },
      { scene },
    );
    expect(outputs?.outputs).toEqual([{ rows: [{ n: 3 }], size: 1 }]);
    const file = await scene.storage.localPath(outputs?.outputFiles?.['out.csv'] ?? '');
    expect(await text(createReadStream(file))).toBe('zone,fare\nBronx,7.0\nHarlem,13.0\n');
    const again = await runTask(
      query,
      { databaseUri: outputs?.databaseUri ?? '', sql: 'SELECT max(fare) AS fare FROM trips', fetchType: 'FETCH_ONE' },
      { scene },
    );
    expect(again.outputs?.row).toEqual({ fare: new Decimal(10.5) });
  });

  test('STORE streams rows into a file; statements without rows have no entry', async () => {
    await using scene = await createScene();
    const { outputs, metrics } = await runTask(
      queries,
      {
        sql: 'CREATE TABLE t AS FROM range(5000) x(n); INSERT INTO t VALUES (1); SELECT n FROM t LIMIT 5000;',
        fetchType: 'STORE',
      },
      { scene },
    );
    expect(outputs?.outputs).toMatchObject([{ size: 5000 }]);
    const lines = (await text(await scene.storage.get(outputs?.outputs[0]?.uri ?? ''))).split('\n');
    expect([lines.length, lines[0], lines[4999]]).toEqual([5001, '{"n":0}', '{"n":4999}']);
    expect(metrics).toContainEqual(expect.objectContaining({ name: 'fetch.size', value: 5000 }));
  });

  test('files are found beside the task and beside a database that stays; their names are told without the folder', async () => {
    await using scene = await createScene();
    const folder = join(scene.folder, 'lake');
    await mkdir(folder);
    await writeFile(join(folder, 'old.csv'), 'n\n2\n');
    const { outputs } = await runTask(
      query,
      {
        url: `jdbc:duckdb:${join(folder, 'shop.db')}`,
        inputFiles: { 'in/new.csv': 'n\n1\n' },
        sql: `FROM read_csv('in/new.csv', filename = true) UNION ALL FROM read_csv('old.csv', filename = true) ORDER BY n`,
        fetchType: 'FETCH',
      },
      { scene },
    );
    expect(outputs?.rows).toEqual([
      { n: 1, filename: 'in/new.csv' },
      { n: 2, filename: join(folder, 'old.csv') },
    ]);
  });

  test('a database by its absolute path stays, and a failure takes back what the task did', async () => {
    await using scene = await createScene();
    const url = `jdbc:duckdb:${join(scene.folder, 'deep', 'shop.db')}`;
    await runTask(query, { url, sql: 'CREATE TABLE t AS SELECT 1 AS n' }, { scene });
    const failing = runTask(queries, { url, sql: 'INSERT INTO t VALUES (2); SELECT nope FROM t' }, { scene });
    expect((await taskErrorOf(failing)).code).toBe('SQL_ERROR');
    const count = { url, sql: 'SELECT count(*) AS n FROM t', fetchType: 'FETCH_ONE' } as const;
    const both = await Promise.all([runTask(query, count, { scene }), runTask(query, count, { scene })]);
    expect(both.map(({ outputs }) => outputs?.row)).toEqual([{ n: 1 }, { n: 1 }]);
  });

  test.each([
    ['jdbc:duckdb:shop.db', 'has the relative path "shop.db"'],
    ['jdbc:postgresql://h:1/geheim', 'begins with "jdbc:"'],
  ])('the url %s is refused', async (url, words) => {
    const error = await taskErrorOf(runTask(query, { url, sql: 'SELECT 1' }));
    expect(error.message).toContain(words);
    expect(error.message).not.toContain('geheim');
  });

  test('a file that the SQL did not write', async () => {
    const error = await taskErrorOf(runTask(query, { sql: 'SELECT 1', outputFiles: ['out.csv'] }));
    expect(error).toMatchObject({ code: 'OUTPUT_FILE_MISSING' });
  });
});

describe('errors', () => {
  test('a mistake is shown at its place, in which statement', async () => {
    const sql = "SELECT 'ä';\nSELECT 'ö',\n  nope FROM (SELECT 1 AS a);";
    const error = await taskErrorOf(runTask(queries, { sql }));
    expect(error.message).toContain('DuckDB: Binder error: Referenced column "nope" not found in FROM clause!');
    expect(error.message).toContain('in statement 2 of 2\nat line 3, column 3 of `sql`:\n    nope FROM');
    expect(error.retryable).toBe(false);
  });

  test('what cannot be parsed, a missing file, several statements in Query', async () => {
    const message = async (sql: string) => (await taskErrorOf(runTask(query, { sql }))).message;
    expect(await message('selec 1')).toContain('Parser error: syntax error at or near "selec"\nat line 1, column 1');
    expect(await message("FROM read_csv('nope.csv')")).toContain('No files found that match the pattern');
    expect(await message('SELECT 1; SELECT 2')).toContain('should be one SQL statement, but has 2');
  });

  test('a long statement ends when the task is stopped', async () => {
    const stop = new AbortController();
    const reason = new Error('stopped by the test');
    const sql = 'SELECT sum(a.range * b.range) FROM range(100000000) a, range(1000000) b';
    const running = runTask(queries, { sql: `SELECT 1; ${sql}` }, { signal: stop.signal });
    setTimeout(() => stop.abort(reason), 300);
    await expect(running).rejects.toBe(reason);
  });
});

test('INSTALL of what is part of DuckDB needs no network; LOAD still works', async () => {
  const sql = `INSTALL json; LOAD json; INSTALL 'icu'; SELECT json_extract('{"a": [5]}', '$.a[0]')::int AS v`;
  const { outputs } = await runTask(queries, { sql, fetchType: 'FETCH_ONE' });
  expect(outputs?.outputs.at(-1)).toEqual({ row: { v: 5 }, size: 1 });
});

test('where node_modules lack it, as beside the action, npm installs it once, by checksum', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'gitphony-cache-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
  try {
    await using scene = await createScene();
    const context = createRunContext(scene);
    const { DuckDBInstance } = await loadInstalled(context);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const read = await connection.runAndReadAll('SELECT 42 AS n');
    expect(read.getRows()).toEqual([[42]]);
    connection.closeSync();
    instance.closeSync();
    await loadInstalled(context);
    expect(existsSync(join(cache, 'gitphony', 'npm'))).toBe(true);
    const said = scene.record.logs.filter(({ message }) => message.startsWith('Installing DuckDB'));
    expect(said).toHaveLength(1);
  } finally {
    vi.unstubAllEnvs();
    await rm(cache, { recursive: true, force: true });
  }
});
