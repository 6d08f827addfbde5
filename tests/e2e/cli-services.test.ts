import { expect, onTestFinished, test } from 'vitest';
import { Client } from 'pg';
import { runGitphony } from '../support/cli.ts';
import { tempProject } from '../support/temp-project.ts';

const flow = `id: ask
namespace: demo
tasks:
  - id: ask
    type: io.kestra.plugin.jdbc.postgresql.Query
    url: "{{ secret('POSTGRES_JDBC_URL') }}"
    username: "{{ secret('POSTGRES_USER') }}"
    password: "{{ secret('POSTGRES_PASSWORD') }}"
    sql: select n from kept
    fetchType: FETCH_ONE
`;

test('up, an address for any client, status, psql, a flow that finds it by secrets, down; the data stay', async () => {
  const project = await tempProject({ 'gitphony.yaml': 'services: {postgres: embedded}\n', 'flows/ask.yaml': flow });
  const services = (...args: string[]) => runGitphony(['services', ...args], { cwd: project.dir });
  onTestFinished(async () => {
    await services('down');
  });
  expect((await services('status')).stdout).toMatch(/^PostgreSQL: (?!running)/);
  const up = await services('up', '--json', '--show-password');
  expect(up.exitCode, up.stderr).toBe(0);
  const { postgres } = JSON.parse(up.stdout) as { postgres: { url: string; pid: number } };
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  await client.query('CREATE TABLE kept AS SELECT 42 AS n');
  await client.end();
  const { password } = new URL(postgres.url);
  const hidden = await Promise.all([services('status'), services('status', '--json'), services('up', '--json')]);
  for (const { stdout } of hidden) expect(stdout).not.toContain(password);
  expect(hidden[0]?.stdout).toContain(`running, ${postgres.url.replace(password, '***')}`);
  expect((await services('status', '--show-password')).stdout).toContain(`running, ${postgres.url}`);
  expect((await services('up')).stdout).toContain('PostgreSQL is running: ');

  expect((await services('down')).stdout).toBe('PostgreSQL stopped\n');
  const ran = await runGitphony(['run', 'demo.ask', '--json'], { cwd: project.dir });
  expect(ran.exitCode, ran.stderr).toBe(0);
  expect(ran.stderr).toMatch(/^execution \w+\nPostgreSQL started on 127\.0\.0\.1:\d+/);
  expect(JSON.parse(ran.stdout)).toMatchObject({ taskRunList: [{ outputs: { row: { n: 42 } } }] });
  expect(ran.stdout + ran.stderr).not.toContain(password);
});

test('a server outlives its line in gitphony.yaml: status and down still find it', async () => {
  const project = await tempProject({ 'gitphony.yaml': 'services: {postgres: embedded}\n' });
  const services = (...args: string[]) => runGitphony(['services', ...args], { cwd: project.dir });
  onTestFinished(async () => {
    await services('down');
  });
  expect(await services('up')).toMatchObject({ exitCode: 0 });
  await project.write({ 'gitphony.yaml': 'strict: false\n' });
  expect((await services('status')).stdout).toMatch(/^PostgreSQL: running, /);
  await project.write({ 'gitphony.yaml': 'broken: [\n' });
  expect(await services('down')).toMatchObject({ exitCode: 0, stdout: 'PostgreSQL stopped\n' });
  expect(await services('down')).toMatchObject({ exitCode: 0, stdout: 'PostgreSQL was not running\n' });
});

test('psql gets the words as given; without it on the machine, a hint', async () => {
  const project = await tempProject({
    'gitphony.yaml': 'services: {postgres: embedded}\n',
    'bin/psql': '#!/bin/sh\necho "$PGHOST $PGDATABASE" "$@"\nexit 3\n',
  });
  const { chmod } = await import('node:fs/promises');
  await chmod(project.path('bin/psql'), 0o755);
  onTestFinished(async () => {
    await runGitphony(['services', 'down'], { cwd: project.dir });
  });
  const env = { PATH: `${project.path('bin')}:${process.env['PATH']}` };
  const ended = await runGitphony(['services', 'psql', '-c', 'select 1', '--csv'], { cwd: project.dir, env });
  expect(ended.stdout).toMatch(/^127\.0\.0\.1 \w+ -c select 1 --csv\n$/);
  expect(ended.exitCode).toBe(1);
});

test('a project without services says what to add', async () => {
  const project = await tempProject();
  const ended = await runGitphony(['services', 'up'], { cwd: project.dir });
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toContain('services: {postgres: embedded}');
});
