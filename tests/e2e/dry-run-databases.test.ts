import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliResult, runGitphony } from '../support/cli.ts';
import { startTestPostgres, type TestDatabase, type TestServer } from '../support/postgres.ts';
import { tempProject } from '../support/temp-project.ts';

/** `validate --dry-run-sql` on a real PostgreSQL and the real DuckDB: what they say of SQL, at its place, and that nothing is run. */
let server: TestServer;
let database: TestDatabase;

beforeAll(async () => {
  server = await startTestPostgres();
  database = await server.freshDatabase('dry');
  await database.query('CREATE TABLE trips (vendor text, fare numeric); CREATE SEQUENCE calls');
});
afterAll(() => server.stop());

async function validate(tasks: string, more: Readonly<Record<string, string>> = {}): Promise<CliResult> {
  const flow = `id: dry\nnamespace: x\nvariables: {columns: "vendor, fare"}\n${tasks}`;
  const project = await tempProject({ 'flows/dry.yaml': flow, 'gitphony.yaml': '', ...more });
  return runGitphony(['validate', '--dry-run-sql'], { cwd: project.dir });
}

const postgres = (id: string, type: string, sql: string, more = ''): string => `  - id: ${id}
    type: io.kestra.plugin.jdbc.postgresql.${type}
    url: ${database.jdbcUrl}
    username: ${database.user}
    password: ${database.password}
    sql: |
${sql.replaceAll(/^/gm, '      ')}
${more}`;

test('PostgreSQL: what is right, nothing of it run', async () => {
  const ended = await validate(
    `tasks:\n${[
      postgres(
        'one',
        'Query',
        'SELECT {{ vars.columns }} FROM trips WHERE fare > :least',
        '    parameters: {least: 3}\n',
      ),
      postgres('side', 'Query', "SELECT nextval('calls')"),
      postgres('many', 'Queries', "INSERT INTO trips VALUES ('a', 1);\nDELETE FROM trips"),
      postgres('made', 'Queries', 'CREATE TABLE other (n int);\nSELECT count(*) FROM trips'),
      postgres('out', 'CopyOut', 'SELECT * FROM trips'),
    ].join('')}`,
  );
  expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
  expect(ended.stdout).toContain('task "one": PostgreSQL takes it');
  expect(ended.stdout).toContain('task "many": PostgreSQL takes all 2 statements');
  expect(ended.stdout).toContain('task "made": PostgreSQL takes 1 of 2 statements; the syntax of the others is right');
  expect(ended.stdout).toContain('task "out": PostgreSQL takes it');
  expect(await database.query('SELECT is_called FROM calls')).toEqual([{ is_called: false }]);
  expect(await database.query("SELECT to_regclass('other') AS other")).toEqual([{ other: null }]);
});

test('PostgreSQL: a misspelt column and bad syntax are errors at their place in the file', async () => {
  const ended = await validate(
    `tasks:\n${postgres('bad', 'Queries', "SELECT 'ä', {{ vars.columns }} FROM trips;\nSELECT fair FROM trips")}${postgres('worse', 'Query', 'CREAT TABLE t (n int)')}`,
  );
  expect(ended.exitCode).toBe(2);
  expect(ended.stdout).toContain('flows/dry.yaml:12:14: error');
  expect(ended.stdout).toContain('PostgreSQL: column "fair" does not exist (SQLSTATE 42703) in statement 2 of 2');
  expect(ended.stdout).toMatch(
    /flows\/dry\.yaml:19:7: error[^\n]*"worse": PostgreSQL: syntax error at or near "CREAT"/,
  );
  expect(ended.stdout).not.toContain(database.password);
});

test('PostgreSQL: a table that something before may make is a warning', async () => {
  const ended = await validate(
    `tasks:\n${postgres('later', 'Query', 'SELECT * FROM later')}${postgres('both', 'Queries', 'CREATE TABLE now (n int);\nSELECT n FROM now')}`,
  );
  expect(ended.exitCode).toBe(0);
  expect(ended.stdout).toContain('1 flow: 0 errors, 2 warnings');
  expect(ended.stdout).toContain('relation "later" does not exist');
  expect(ended.stdout).toContain('no matter if a statement before it changes this');
});

test('PostgreSQL: SQL of a trigger, and the statement after it', async () => {
  const trigger = postgres(
    'rows',
    'Trigger',
    'SELECT vendor FROM trips',
    '    afterSQL: UPDATE trips SET seen = true\n',
  );
  const ended = await validate(
    `tasks:\n  - {id: a, type: io.kestra.plugin.core.log.Log, message: x}\ntriggers:\n${trigger}`,
  );
  expect(ended.exitCode).toBe(2);
  expect(ended.stdout).toMatch(
    /flows\/dry\.yaml:14:32: error[^\n]*trigger "rows": PostgreSQL: column "seen" of relation/,
  );
});

test('PostgreSQL: a server that is not there cannot be asked', async () => {
  const ended = await validate(
    `tasks:\n${postgres('a', 'Query', 'SELECT 1').replace(/127\.0\.0\.1:\d+|localhost:\d+/, '127.0.0.1:1')}`,
  );
  expect(ended.exitCode).toBe(2);
  expect(ended.stdout).toContain('task "a": its SQL cannot be checked: PostgreSQL could not be reached');
});

const duckdb = (id: string, type: string, sql: string): string => `  - id: ${id}
    type: io.kestra.plugin.jdbc.duckdb.${type}
    sql: |
${sql.replaceAll(/^/gm, '      ')}
`;

test('DuckDB: functions, columns and tables, without any file', async () => {
  const ended = await validate(
    `tasks:\n${[
      duckdb('fine', 'Query', 'SELECT upper($name) AS n, {{ 1 + 1 }}').replace('$name', "'a'"),
      duckdb('typo', 'Query', 'SELECT\n  uper(m) FROM (SELECT 1 AS m)'),
      duckdb('none', 'Query', 'SELECT * FROM nobody'),
    ].join('')}`,
  );
  expect(ended.exitCode).toBe(2);
  expect(ended.stdout).toContain('task "fine": DuckDB takes it');
  expect(ended.stdout).toMatch(/flows\/dry\.yaml:13:9: error[^\n]*"typo": DuckDB: Catalog error: Scalar Function/);
  expect(ended.stdout).toMatch(
    /flows\/dry\.yaml:17:21: error[^\n]*"none": DuckDB: Catalog error: Table with name nobody/,
  );
});

test('DuckDB: what needs files, or what statements before make, is not checked, and said so', async () => {
  const ended = await validate(
    `tasks:\n${duckdb('files', 'Queries', "CREATE TABLE t AS FROM read_csv('trips.csv');\nSELECT count(*) FROM t;\nCOPY t TO '{{ outputFiles.out }}'")}    outputFiles: [out]\n${duckdb('syntax', 'Query', "SELEC * FROM 'trips.csv'")}`,
  );
  expect(ended.exitCode).toBe(2);
  expect(ended.stdout).toContain(
    'task "files": its SQL is not checked: it needs files or a network, which a check may not touch (number 1 of 3 statements)',
  );
  expect(ended.stdout).toContain('it uses what SQL before it makes (numbers 2, 3 of 3 statements)');
  expect(ended.stdout).toMatch(/"syntax": DuckDB: Parser error: syntax error at or near "SELEC"/);
});
