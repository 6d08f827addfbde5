import { cp, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { runGitphony } from '../support/cli.ts';
import { startTestPostgres, type TestServer } from '../support/postgres.ts';
import { startTestTaxi, type TaxiServer } from '../support/taxi.ts';
import { type TempProject, tempProject } from '../support/temp-project.ts';
import { projectRoot, pythonTool } from '../support/tool-paths.ts';

/** Flows that ship, as they are, with the sample months instead of the public ones. */
const rows = 1000;
let taxi: TaxiServer;
let server: TestServer;
beforeAll(async () => {
  [taxi, server] = await Promise.all([startTestTaxi(rows), startTestPostgres()]);
});
afterAll(async () => {
  await Promise.all([taxi.close(), server.stop()]);
});

async function shipped(flow: string): Promise<TempProject> {
  const project = await tempProject({ 'gitphony.yaml': '' });
  for (const path of [`flows/${flow}.yaml`, 'namespace-files'])
    await cp(join(projectRoot, path), project.path(path), { recursive: true });
  return project;
}

async function run(project: TempProject, flow: string, inputs: readonly string[], env: Record<string, string> = {}) {
  const words = inputs.flatMap((input) => ['-i', input]);
  const options = { cwd: project.dir, env, timeout: 120_000 };
  const ended = await runGitphony(['run', `gitphony.examples.${flow}`, ...words, '--json'], options);
  expect(ended.exitCode, ended.stderr).toBe(0);
  return { ...ended, execution: JSON.parse(ended.stdout) as Execution };
}

test.each([
  ['with the dbt of the machine', 'there'],
  ['installing dbt by pip, where the machine has none', 'missing'],
] as const)(
  'taxi_dbt loads a month, and dbt makes and tests the tables, %s',
  async (_, dbt) => {
    const project = await shipped('taxi-dbt');
    const database = await server.freshDatabase('shipped');
    const { execution, stderr, stdout } = await run(project, 'taxi_dbt', [`source=${taxi.url}`], {
      ...(dbt === 'there' ? { PATH: `${dirname(pythonTool('dbt', 'dbt'))}:${process.env['PATH'] ?? ''}` } : {}),
      ...(dbt === 'missing' ? { HOME: await homeOfPip(project) } : {}),
      GITPHONY_SECRET_POSTGRES_JDBC_URL: database.jdbcUrl,
      GITPHONY_SECRET_POSTGRES_USER: database.user,
      GITPHONY_SECRET_POSTGRES_PASSWORD: database.password,
    });
    const nodes = execution.taskRunList.map(
      ({ taskId, state }) => `${taskId.split('.').slice(0, 3).join('.')} ${state.current}`,
    );
    expect(nodes).toEqual(
      expect.arrayContaining([
        'models SUCCESS',
        'model.taxi.trips SUCCESS',
        'model.taxi.days SUCCESS',
        'test.taxi.unique_days_day SUCCESS',
      ]),
    );
    const [best] = await database.query<{ day: string; trips: string }>(
      'SELECT day::text, trips FROM marts.days ORDER BY trips DESC, day LIMIT 1',
    );
    expect(execution.outputs).toEqual({ busiest_day: best?.day, trips: Number(best?.trips) });
    const [raw] = await database.query<{ n: string }>('SELECT count(*) AS n FROM raw.green_trips');
    expect(Number(raw?.n)).toBe(rows);
    expect(stdout + stderr).not.toContain(database.password);
  },
  240_000,
);

/**
 * A home in which pip takes the versions that set-up has fetched already, and its cache of them: the packages come from the index all the
 * same, or are checked against it.
 */
async function homeOfPip(project: TempProject): Promise<string> {
  const { stdout: cache } = await execa('python3', ['-m', 'pip', 'cache', 'dir']);
  const constraints = join(projectRoot, 'tools', 'python', 'dbt.txt');
  await project.write({
    'home/.config/pip/pip.conf': `[global]\ncache-dir = ${cache}\n[install]\nconstraint = ${constraints}\n`,
  });
  return project.path('home');
}

test.each(['green', 'yellow'])(
  'taxi_duckdb draws the hours of three months of %s taxis',
  async (colour) => {
    const project = await shipped('taxi-duckdb');
    const { execution } = await run(project, 'taxi_duckdb', [`source=${taxi.url}`, `taxi=${colour}`]);
    const { busiest_hour: busiest, chart } = execution.outputs as { busiest_hour: number; chart: string };
    expect(busiest).toBeGreaterThanOrEqual(0);
    const picture = await readFile(join(project.dir, '.gitphony', 'storage', new URL(chart).pathname), 'utf8');
    expect(picture).toMatch(/^<svg [^]*<\/svg>$/);
    const counted = [...picture.matchAll(/<title>(\d+) trips<\/title>/g)].map(([, trips]) => Number(trips));
    expect(counted).toHaveLength(24);
    expect(counted.reduce((sum, trips) => sum + trips, 0)).toBe(3 * rows);
    expect(counted.indexOf(Math.max(...counted))).toBe(busiest);
  },
  150_000,
);

test('gcp_keys keeps what the Google flows read', async () => {
  const project = await shipped('gcp-keys');
  await run(project, 'gcp_keys', ['project=my-project-1', 'location=EU']);
  const { stdout } = await runGitphony(['kv', 'get', 'GCP_BUCKET_NAME', '--namespace', 'gitphony.examples'], {
    cwd: project.dir,
  });
  expect(stdout.trim()).toBe('my-project-1-lake');
});
