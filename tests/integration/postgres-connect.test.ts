import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunContext } from '../../src/contract/run-context.ts';
import { copyIn } from '../../src/plugins/jdbc/postgresql/copy-in.ts';
import { query } from '../../src/plugins/jdbc/postgresql/query.ts';
import { startTestPostgres, type TestDatabase, type TestServer } from '../support/postgres.ts';
import { createRunContext, createScene, runTask, taskErrorOf } from '../support/run-task.ts';

let server: TestServer;
let database: TestDatabase;
let at: { url: string; username: string; password: string };

beforeAll(async () => {
  server = await startTestPostgres();
  database = await server.freshDatabase('connect');
  at = { url: database.jdbcUrl, username: database.user, password: database.password };
});
afterAll(async () => {
  await server.stop();
});

const sql = 'SELECT 1 AS one';
const withUrl = (url: string) => taskErrorOf(runTask(query, { ...at, url, sql }));

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('a connection that fails', () => {
  test('wrong password', async () => {
    const error = await taskErrorOf(runTask(query, { ...at, password: 'geheim-und-falsch', sql }));
    expect(error).toMatchObject({ code: 'POSTGRES_AUTH_FAILED', retryable: false });
    expect(error.message).toContain(`127.0.0.1:${database.port}: password authentication failed`);
    expect(error.hint).toContain('`username` and `password`');
    expect(`${error.message}${error.hint}`).not.toContain('geheim');
  });

  test('no password', async () => {
    const error = await taskErrorOf(runTask(query, { url: at.url, username: at.username, sql }));
    expect(error).toMatchObject({ code: 'POSTGRES_AUTH_FAILED', retryable: false });
    expect(error.message).toContain('asks for a password and none was given');
  });

  test('unknown host', async () => {
    const error = await withUrl('jdbc:postgresql://no-such-host.invalid:5432/x');
    expect(error.code).toBe('POSTGRES_UNREACHABLE');
    expect(error.message).toContain('no-such-host.invalid:5432');
    expect(error.message).toMatch(/no such host|DNS did not answer/);
  });

  test('nothing listens', async () => {
    const port = await freePort();
    const error = await withUrl(`jdbc:postgresql://127.0.0.1:${port}/x`);
    expect(error).toMatchObject({ code: 'POSTGRES_UNREACHABLE', retryable: true });
    expect(error.message).toContain(`127.0.0.1:${port}: connection refused`);
    expect(error.message).toContain(`user "${at.username}", database "x"`);
  });

  test('database missing', async () => {
    const error = await withUrl(server.jdbcUrl.replace(/[^/]+$/, 'gone'));
    expect(error).toMatchObject({ code: 'POSTGRES_DATABASE_MISSING', retryable: false });
    expect(error.hint).toContain('CREATE DATABASE gone');
  });

  test('a server that never answers', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const error = await withUrl(`jdbc:postgresql://127.0.0.1:${port}/x?connectTimeout=1`);
    silent.close();
    expect(error).toMatchObject({ code: 'POSTGRES_UNREACHABLE', retryable: true });
    expect(error.message).toContain('no answer within 1 s');
  });

  test('TLS where the server has none', async () => {
    for (const tls of [{ ssl: true }, { sslMode: 'REQUIRE' } as const]) {
      const error = await taskErrorOf(runTask(query, { ...at, ...tls, sql }));
      expect(error).toMatchObject({ code: 'POSTGRES_TLS_FAILED', retryable: false });
      expect(error.message).toContain(`127.0.0.1:${database.port}: the server does not support TLS`);
    }
  });
});

describe('a connection that is found', () => {
  test.each(['DISABLE', 'ALLOW', 'PREFER'] as const)('sslMode %s', async (sslMode) => {
    const { outputs } = await runTask(query, { ...at, sslMode, sql, fetchType: 'FETCH_ONE' });
    expect(outputs?.row).toEqual({ one: 1 });
  });

  test('the second of two hosts', async () => {
    const url = `jdbc:postgresql://127.0.0.1:${await freePort()},127.0.0.1:${database.port}/${database.database}`;
    expect((await runTask(query, { ...at, url, sql, fetchType: 'FETCH_ONE' })).outputs?.size).toBe(1);
  });

  test('known to the server by execution and task run, and by the name in the url', async () => {
    const name = `SELECT current_setting('application_name') AS name`;
    const { outputs } = await runTask(query, { ...at, sql: name, fetchType: 'FETCH_ONE' });
    expect(outputs?.row).toEqual({ name: 'gitphony exec1/run1' });
    const own = { ...at, url: `${at.url}?ApplicationName=nightly`, sql: name, fetchOne: true };
    expect((await runTask(query, own)).outputs?.row).toEqual({
      name: expect.stringMatching(/^nightly gitphony \S{22}$/),
    });
  });

  test('all sessions are closed afterwards', async () => {
    const left = `SELECT application_name FROM pg_stat_activity WHERE application_name LIKE '%gitphony exec%'`;
    expect(await database.query(left)).toEqual([]);
  });
});

describe('interruption', () => {
  test('what an earlier process of the same task run left is ended first, others are not', async () => {
    await database.query('CREATE TABLE slow (id int)');
    const left = sessionNamed('gitphony exec1/run1', 'BEGIN; INSERT INTO slow VALUES (1); SELECT pg_sleep(60)');
    const other = sessionNamed('gitphony exec1/run2', 'SELECT pg_sleep(60)');
    await waitFor(2);
    await using scene = await createScene();
    const context = interrupted(createRunContext(scene));
    const { outputs } = await query.run(
      { ...at, sql: 'SELECT count(*) AS n FROM slow', fetchType: 'FETCH_ONE' },
      context,
    );
    expect(outputs?.row).toEqual({ n: 0 });
    expect(await sleepers()).toEqual([{ application_name: 'gitphony exec1/run2' }]);
    expect(scene.record.logs).toContainEqual(expect.objectContaining({ level: 'WARN' }));
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'gitphony%'`,
    );
    await Promise.all([left, other]);
  });

  test('kill -9 in the middle of CopyIn, then the same again: the rows are there once', async () => {
    await database.query('CREATE TABLE loaded (id int, filler text)');
    await using scene = await createScene();
    const lines = `1,${'x'.repeat(200)}\n`.repeat(300_000);
    const from = await scene.storage.put('rows.csv', lines);
    const path = await scene.storage.localPath(from);
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', childScript(path)], {
      cwd: new URL('../..', import.meta.url).pathname,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const copying = `SELECT 1 FROM pg_stat_progress_copy WHERE tuples_processed > 1000`;
    while ((await database.query(copying)).length === 0) await sleep(5);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const context = interrupted(createRunContext(scene));
    const { outputs } = await copyIn.run({ ...at, from, table: 'loaded', format: 'CSV' }, context);
    expect(outputs).toEqual({ rowCount: 300_000 });
    expect(await database.query('SELECT count(*)::int AS n FROM loaded')).toEqual([{ n: 300_000 }]);
  });
});

/** Runs the real task in a process of its own, over a file given by path. */
function childScript(path: string): string {
  const properties = JSON.stringify({ ...at, from: 'kestra:///x', table: 'loaded', format: 'CSV' });
  return `
    const { copyIn } = await import('./src/plugins/jdbc/postgresql/copy-in.ts');
    const log = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, log() {} };
    await copyIn.run(${properties}, {
      execution: { id: 'exec1' }, taskRun: { id: 'run1', interrupted: false }, log,
      signal: new AbortController().signal, storage: { localPath: async () => ${JSON.stringify(path)} },
      progress() {}, metric() {},
    });`;
}

function interrupted(context: RunContext): RunContext {
  return { ...context, taskRun: { ...context.taskRun, interrupted: true } };
}

async function sessionNamed(name: string, statements: string): Promise<void> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: database.url, application_name: name });
  client.on('error', () => undefined);
  await client.connect();
  // It ends by the task or by the test, with an error of its own.
  await client.query(statements).catch(() => undefined);
  await client.end();
}

const sleepers = () =>
  database.query(`SELECT application_name FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)' ORDER BY 1`);

async function waitFor(count: number): Promise<void> {
  while ((await sleepers()).length < count) await sleep(20);
}
