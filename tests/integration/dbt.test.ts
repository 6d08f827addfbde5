import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Execution, TaskRun } from '../../src/contract/execution.ts';
import { type CliResult, runGitphony } from '../support/cli.ts';
import { makeRepository, startGitServer } from '../support/git-server.ts';
import { startTestPostgres, type TestServer } from '../support/postgres.ts';
import { type TempProject, tempProject } from '../support/temp-project.ts';
import { pythonTool } from '../support/tool-paths.ts';

/** Real dbt from its packages, on DuckDB and on PostgreSQL, started by the real command line. */
const files = 'namespace-files/demo/dbt';

const dbtProject = {
  [`${files}/dbt_project.yml`]: `name: taxi
version: '1.0'
profile: taxi
model-paths: [models]
seed-paths: [seeds]
flags: {send_anonymous_usage_stats: false}
`,
  [`${files}/seeds/raw_trips.csv`]: 'id,zone,fare\n1,Harlem,10.5\n2,Bronx,7\n3,Harlem,2.5\n',
  [`${files}/models/trips.sql`]: "select id, zone, fare from {{ ref('raw_trips') }}",
  [`${files}/models/zones.sql`]: "select zone, sum(fare) as fare from {{ ref('trips') }} group by 1",
  [`${files}/models/schema.yml`]: `models:
  - name: trips
    columns:
      - name: id
        data_tests: [not_null, unique]
`,
};

const flow = (profile: string, commands: string, more = ''): string => `id: models
namespace: demo
tasks:
  - id: dbt
    type: io.kestra.plugin.dbt.cli.DbtCLI
    namespaceFiles: {enabled: true}
    projectDir: dbt
${more}    commands:
${commands.replaceAll(/^/gm, '      - ')}
    profiles: |
      taxi:
        target: prod
        outputs:
          prod: ${profile}
`;

const duckdb = (file: string): string => `{type: duckdb, path: ${file}, threads: 2}`;

function run(project: TempProject, env: Record<string, string> = {}): Promise<CliResult> {
  const path = `${dirname(pythonTool('dbt', 'dbt'))}:${process.env['PATH'] ?? ''}`;
  return runGitphony(['run', 'flows/flow.yaml', '--json'], {
    cwd: project.dir,
    env: { PATH: path, ...env },
    timeout: 110_000,
  });
}

function parts(ended: CliResult): { execution: Execution; dbt: TaskRun; below: Record<string, string> } {
  const execution = JSON.parse(ended.stdout) as Execution;
  const [dbt, ...children] = execution.taskRunList;
  if (dbt === undefined) throw new Error(ended.stderr);
  expect(children.every(({ parentTaskRunId }) => parentTaskRunId === dbt.id)).toBe(true);
  // Tests have a digest at their end.
  const below = children.map(({ taskId, state }) => [taskId.replace(/\.[0-9a-f]{10}$/, ''), state.current] as const);
  return { execution, dbt, below: Object.fromEntries(below) };
}

const all = {
  'seed.taxi.raw_trips': 'SUCCESS',
  'model.taxi.trips': 'SUCCESS',
  'model.taxi.zones': 'SUCCESS',
  'test.taxi.not_null_trips_id': 'SUCCESS',
  'test.taxi.unique_trips_id': 'SUCCESS',
};

test('each seed, model and test is a task run with its own time, on DuckDB', { timeout: 120_000 }, async () => {
  const project = await tempProject({ ...dbtProject, 'flows/flow.yaml': '' });
  await project.write({ 'flows/flow.yaml': flow(duckdb(project.path('warehouse.duckdb')), 'dbt build') });
  const ended = await run(project);
  expect(ended.exitCode, ended.stderr).toBe(0);
  const { execution, dbt, below } = parts(ended);
  expect(below).toEqual(all);
  for (const child of execution.taskRunList.slice(1)) {
    expect(child.state.startDate >= dbt.state.startDate).toBe(true);
    expect(child.state.histories.map(({ state }) => state)).toEqual(['CREATED', 'RUNNING', 'SUCCESS']);
  }
  expect(dbt.outputs).toMatchObject({
    outputFiles: { 'run_results.json': expect.any(String), 'manifest.json': expect.any(String) },
  });
  expect(ended.stderr).toContain('OK created sql view model main.zones');
  expect(ended.stderr).not.toContain('"node_info"');
});

describe('what fails', () => {
  test('a failed test shows its SQL, what hangs on it is skipped; a restart runs all of it anew', {
    timeout: 240_000,
  }, async () => {
    const seeds = { [`${files}/seeds/raw_trips.csv`]: 'id,zone,fare\n1,Harlem,10.5\n1,Bronx,7\n' };
    const project = await tempProject({ ...dbtProject, ...seeds, 'flows/flow.yaml': '' });
    await project.write({ 'flows/flow.yaml': flow(duckdb(project.path('w.duckdb')), 'dbt build') });
    const ended = await run(project);
    expect(ended.exitCode).toBe(1);
    const { execution, dbt, below } = parts(ended);
    expect(below).toMatchObject({ 'test.taxi.unique_trips_id': 'FAILED', 'model.taxi.zones': 'SKIPPED' });
    const failed = execution.taskRunList.find(({ taskId }) => taskId.startsWith('test.taxi.unique'));
    expect(failed?.error?.message).toMatch(
      /FAIL 1 unique_trips_id\ntarget\/compiled\/taxi\/models\/schema.yml\/unique_trips_id.sql:\nselect[^]*group by id/,
    );
    expect(dbt.error?.message).toMatch(
      /^dbt: 1 of 5 failed\ntest\.taxi\.unique_trips_id\S+ \(models\/schema.yml\): Got 1 result, configured to fail if != 0\n {2}target\/compiled\/taxi\/models\/schema.yml\/unique_trips_id.sql:\n {4}select/,
    );

    await project.write({ [`${files}/seeds/raw_trips.csv`]: 'id,zone,fare\n1,Harlem,10.5\n2,Bronx,7\n' });
    const path = `${dirname(pythonTool('dbt', 'dbt'))}:${process.env['PATH'] ?? ''}`;
    const restarted = await runGitphony(['executions', 'restart', execution.id, '--json'], {
      cwd: project.dir,
      env: { PATH: path },
      timeout: 110_000,
    });
    expect(restarted.exitCode, restarted.stderr).toBe(0);
    expect(parts(restarted).below).toEqual(all);
  });
});

test('a kept manifest is the state that the next run compares with', { timeout: 240_000 }, async () => {
  const keep = '    loadManifest: {key: manifest}\n    storeManifest: {key: manifest}\n';
  const project = await tempProject({ ...dbtProject, 'flows/flow.yaml': '' });
  const profile = duckdb(project.path('w.duckdb'));
  await project.write({ 'flows/flow.yaml': flow(profile, 'dbt build', keep.replace(/.*loadManifest.*\n/, '')) });
  const first = await run(project);
  expect(first.exitCode, first.stderr).toBe(0);
  await project.write({
    'flows/flow.yaml': flow(profile, 'dbt build --select state:modified+', keep),
    [`${files}/models/zones.sql`]: "select zone, max(fare) as fare from {{ ref('trips') }} group by 1",
  });
  const second = await run(project);
  expect(second.exitCode, second.stderr).toBe(0);
  expect(parts(second).below).toEqual({ 'model.taxi.zones': 'SUCCESS' });
});

describe('on PostgreSQL', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server.stop());

  test('models are made in the database; the password is shown nowhere', { timeout: 120_000 }, async () => {
    const database = await server.freshDatabase('dbt');
    const profile = `{type: postgres, host: ${database.host}, port: ${database.port}, user: ${database.user}, password: "{{ secret('PASSWORD') }}", dbname: ${database.database}, schema: marts, threads: 2}`;
    const project = await tempProject({ ...dbtProject, 'flows/flow.yaml': flow(profile, 'dbt build') });
    const secret = Buffer.from(database.password).toString('base64');
    const ended = await run(project, { SECRET_PASSWORD: secret });
    expect(ended.exitCode, ended.stderr).toBe(0);
    expect(parts(ended).below).toEqual(all);
    expect(await database.query('SELECT zone, fare::float AS fare FROM marts.zones ORDER BY 1')).toEqual([
      { zone: 'Bronx', fare: 7 },
      { zone: 'Harlem', fare: 13 },
    ]);
    expect(ended.stdout + ended.stderr).not.toContain(database.password);
  });
});

test('a project from a private repository; its password is shown nowhere', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-dbt-git-'));
  const password = 'a token of the tests';
  const entries = Object.entries(dbtProject).map(([path, text]) => [path.slice(files.length + 1), text]);
  await makeRepository(folder, 'models.git', [Object.fromEntries(entries)]);
  await using server = await startGitServer(folder, `reader:${password}`);
  const project = await tempProject({ 'flows/flow.yaml': '' });
  await project.write({
    'flows/flow.yaml': `id: models
namespace: demo
tasks:
  - id: here
    type: io.kestra.plugin.core.flow.WorkingDirectory
    tasks:
      - id: clone
        type: io.kestra.plugin.git.Clone
        url: ${server.url('models.git')}
        branch: trunk
        username: reader
        password: "{{ secret('TOKEN') }}"
      - id: dbt
        type: io.kestra.plugin.dbt.cli.DbtCLI
        commands:
          - dbt build
        profiles: |
          taxi: {target: prod, outputs: {prod: ${duckdb(project.path('w.duckdb'))}}}
`,
  });
  const ended = await run(project, { SECRET_TOKEN: Buffer.from(password).toString('base64') });
  expect(ended.exitCode, ended.stderr).toBe(0);
  const execution = JSON.parse(ended.stdout) as Execution;
  const states = execution.taskRunList.map(({ taskId, state }) => `${taskId} ${state.current}`);
  expect(states).toEqual(expect.arrayContaining(['clone SUCCESS', 'dbt SUCCESS', 'model.taxi.zones SUCCESS']));
  expect(ended.stdout + ended.stderr).not.toContain(password);
  await rm(folder, { recursive: true, force: true });
});
