import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findCluster, openCluster } from './postgres/shelter.ts';
import { layoutOf } from './postgres/layout.ts';
import { downPostgres, startPostgres, statusPostgres } from './postgres.ts';

const asRoot = process.getuid?.() === 0;

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows[0] === undefined ? undefined : Object.values(rows[0])[0];
  } finally {
    await client.end();
  }
}

describe('startPostgres', () => {
  // One cluster for all: making one takes longer than the tests themselves. Each finds it stopped.
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gitphony-postgres-'));
    // Open to all, as a project folder is; the closed case has a test of its own.
    await chmod(directory, 0o755);
  });
  afterEach(() => downPostgres({ directory }));
  afterAll(async () => {
    await downPostgres({ directory, remove: true });
    await rm(directory, { recursive: true });
  });

  it('starts a server, keeps it running for the next start, and stops it', async () => {
    expect(await statusPostgres({ directory })).toEqual({ state: 'absent' });
    const first = await startPostgres({ directory, durability: 'scratch' });
    expect(first.started).toBe(true);
    expect(await ask(first.url, 'SHOW server_version')).toMatch(/^18\./);
    expect(await ask(first.url, 'SHOW timezone')).toBe('UTC');
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');

    const second = await startPostgres({ directory });
    expect({ started: second.started, pid: second.pid, url: second.url }).toEqual({
      started: false,
      pid: first.pid,
      url: first.url,
    });
    expect(await statusPostgres({ directory })).toMatchObject({ state: 'running', server: { pid: first.pid } });

    await second.stop();
    await expect(ask(first.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    expect(await statusPostgres({ directory })).toEqual({ state: 'stopped' });
    await first.stop();

    const third = await startPostgres({ directory });
    expect(third.url).toBe(first.url);
    expect(await ask(third.url, 'SELECT answer FROM kept')).toBe(42);
  });

  it('wants the password, and keeps it from other users', async () => {
    const server = await startPostgres({ directory, durability: 'scratch' });
    const file = layoutOf(directory).passwordFile;
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toBe(server.password);
    await expect(ask(server.url.replace(server.password, 'wrong'), 'SELECT 1')).rejects.toThrow('password');
  });

  it('serves two starters at once with one server, each with its database', async () => {
    const [one, two] = await Promise.all([
      startPostgres({ directory, database: 'one', durability: 'scratch' }),
      startPostgres({ directory, database: 'Zwei "2"', durability: 'scratch' }),
    ]);
    expect(new Set([one.started, two.started])).toEqual(new Set([true, false]));
    expect(one.pid).toBe(two.pid);
    expect(await ask(two.url, 'SELECT current_database()')).toBe('Zwei "2"');
  });

  it('takes another port when the old one was taken meanwhile, and says so for a stated one', async () => {
    const first = await startPostgres({ directory, durability: 'scratch' });
    await first.stop();
    const squatter: Server = createServer();
    await new Promise<void>((resolve) => squatter.listen(first.port, '127.0.0.1', resolve));
    try {
      await expect(startPostgres({ directory, port: first.port })).rejects.toMatchObject({ code: 'POSTGRES_PORT' });
      const second = await startPostgres({ directory });
      expect(second.port).not.toBe(first.port);
    } finally {
      await new Promise((resolve) => squatter.close(resolve));
    }
  });

  it('recovers after kill -9 of the server, committed rows and all', async () => {
    const first = await startPostgres({ directory });
    await ask(first.url, 'CREATE TABLE survivor AS SELECT 7 AS answer');
    process.kill(first.pid, 'SIGKILL');
    const second = await startPostgres({ directory });
    expect(second.pid).not.toBe(first.pid);
    expect(await ask(second.url, 'SELECT answer FROM survivor')).toBe(7);
  });

  it('does not trust a lock file whose pid belongs to another program', async () => {
    const first = await startPostgres({ directory, durability: 'scratch' });
    await first.stop();
    const data = join((await findCluster(layoutOf(directory))) ?? '', 'data');
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore', ...(asRoot ? { uid: (await stat(data)).uid } : {}) });
    try {
      await writeFile(
        join(data, 'postmaster.pid'),
        `${stranger.pid}\n${data}\n1\n${first.port}\n\n127.0.0.1\n\nready\n`,
      );
      expect(await statusPostgres({ directory })).toEqual({ state: 'stopped' });
      const second = await startPostgres({ directory });
      expect(second.started).toBe(true);
    } finally {
      stranger.kill();
    }
  });

  it('outlives a starter that is killed, which leaves nothing that stops the next', async () => {
    const module = pathToFileURL(join(import.meta.dirname, 'postgres.ts')).href;
    const script = `const { startPostgres } = await import(${JSON.stringify(module)});
      console.log((await startPostgres({ directory: ${JSON.stringify(directory)} })).pid); setInterval(() => {}, 1000);`;
    const start = () =>
      spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
        cwd: join(import.meta.dirname, '../..'),
      });
    const halfWay = start();
    await new Promise((resolve) => setTimeout(resolve, 700));
    halfWay.kill('SIGKILL');

    const starter = start();
    const pid = await new Promise<number>((resolve) => starter.stdout.once('data', (text) => resolve(Number(text))));
    starter.kill('SIGKILL');
    await new Promise((resolve) => starter.once('close', resolve));
    expect(await startPostgres({ directory })).toMatchObject({ pid, started: false });
  });

  it.each([
    [
      'data of another major version',
      'PG_VERSION',
      '15\n',
      'POSTGRES_VERSION',
      'PostgreSQL 15, the server is PostgreSQL 18',
    ],
    [
      'settings that are none, with its log',
      'postgresql.conf',
      'no_such_setting = 1\n',
      'POSTGRES_START',
      'no_such_setting',
    ],
  ])('refuses %s', async (_what, name, text, code, message) => {
    await (await startPostgres({ directory, durability: 'scratch' })).stop();
    const file = join((await findCluster(layoutOf(directory))) ?? '', 'data', name);
    const before = await readFile(file);
    await writeFile(file, text);
    try {
      await expect(startPostgres({ directory })).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
      });
    } finally {
      await writeFile(file, before);
    }
  });

  it('says whose the data are when they are not its own', async () => {
    await (await startPostgres({ directory, durability: 'scratch' })).stop();
    const layout = layoutOf(directory);
    const { uid, gid } = await stat((await findCluster(layout)) ?? '');
    await expect(openCluster(layout, { uid: uid + 1, gid })).rejects.toMatchObject({
      code: 'POSTGRES_FOREIGN',
      message: `The data of the embedded PostgreSQL belong to user ${uid}, but the server would run as user ${uid + 1}`,
    });
  });

  it('works in a folder that only its owner may enter, odd signs in its name', async () => {
    const closed = join(directory, 'closed to "$others" `x`');
    await mkdir(closed, { mode: 0o700 });
    const server = await startPostgres({ directory: closed, durability: 'scratch' });
    expect(await ask(server.url, 'SELECT 1')).toBe(1);
    const home = await findCluster(layoutOf(closed));
    expect(home?.startsWith('/var/lib/gitphony/')).toBe(asRoot);
    await downPostgres({ directory: closed, remove: true });
    await expect(stat(home ?? '')).rejects.toThrow('ENOENT');
  });
});
