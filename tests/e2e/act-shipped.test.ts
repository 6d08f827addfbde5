import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { STATE_BRANCH } from '../../src/github/api/state-branch.ts';
import { type ActRun, runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { artifactFiles } from '../support/artifact-files.ts';
import { runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { startTestPostgres, type TestDatabase, type TestServer } from '../support/postgres.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { startTestTaxi, type TaxiServer } from '../support/taxi.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot, pythonTool } from '../support/tool-paths.ts';

/** Flows that ship, compiled and run as GitHub would: dbt, PostgreSQL, DuckDB and the runner are real, GitHub's API is the stand-in. */
const rows = 300;
let action: BuiltAction;
let results: ResultsService;
let api: GitHubApi;
let server: TestServer;
let database: TestDatabase;
let taxi: TaxiServer;
let project: TempProject;

beforeAll(async () => {
  // A runner on which dbt is installed, as a step before would do it. Without it the flow takes pip: see shipped-flows.test.ts.
  vi.stubEnv('PATH', `${dirname(pythonTool('dbt', 'dbt'))}:${process.env['PATH'] ?? ''}`);
  [action, results, api, server, taxi] = await Promise.all([
    buildTestAction(),
    startResultsService(),
    startGitHubApi(),
    startTestPostgres(),
    startTestTaxi(rows),
  ]);
  database = await server.freshDatabase('act');
  project = await makeTempProject({
    'action/action.yml': 'name: a stand-in, for compile to see\n',
    'gitphony.yaml': '',
  });
  for (const path of ['flows/taxi-dbt.yaml', 'flows/taxi-duckdb.yaml', 'flows/gcp-keys.yaml', 'namespace-files'])
    await cp(join(projectRoot, path), project.path(path), { recursive: true });
  expect(await runGitphony(['compile'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([action.remove(), results.close(), api.close(), server.stop(), taxi.close(), project.remove()]);
});

function run(flow: string, runId: string, inputs: Readonly<Record<string, string>>): Promise<ActRun> {
  return runAct({
    cwd: project.dir,
    workflow: `.github/workflows/gitphony.examples.${flow}.yml`,
    event: 'workflow_dispatch',
    payload: { inputs },
    copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
    secrets: {
      GITHUB_TOKEN: 'ghs_job',
      POSTGRES_JDBC_URL: database.jdbcUrl,
      POSTGRES_USER: database.user,
      POSTGRES_PASSWORD: database.password,
    },
    env: { ...results.jobEnv({ runId }), ...trusted(), GITHUB_RUN_ID: runId, GITHUB_API_URL: api.url },
    timeout: 180,
  });
}

/** Behind a proxy that signs for itself, npm needs what this process needs: the action installs DuckDB on a runner that is new. */
function trusted(): Record<string, string> {
  const certificates = process.env['NODE_EXTRA_CA_CERTS'];
  return certificates === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificates };
}

describe('shipped flows under act', { timeout: 200_000 }, () => {
  test('taxi_dbt: each model and each test is a row of the summary and a bar of its chart', async () => {
    const ended = await run('taxi_dbt', '601', { year: '2019', month: '03', source: taxi.url });
    expect(ended.exitCode, ended.output).toBe(0);
    expect(ended.summary).toContain('gitphony.examples.taxi_dbt: SUCCESS');
    const chart = /```mermaid\ngantt[^]*?```/.exec(ended.summary)?.[0] ?? '';
    for (const node of ['model.taxi.trips', 'model.taxi.days', 'test.taxi.unique_days_day']) {
      expect(chart).toContain(node);
      expect(ended.summary.replace(chart, '')).toMatch(new RegExp(`${node.replaceAll('.', '\\.')}.*SUCCESS`));
    }
    const [loaded] = await database.query<{ n: string }>('SELECT count(*) AS n FROM raw.green_trips');
    expect(Number(loaded?.n)).toBe(rows);
    expect(await database.query('SELECT sum(trips)::int AS n FROM marts.days')).not.toEqual([{ n: null }]);
    expect(ended.output).not.toContain(database.password);
  });

  test('taxi_duckdb: its chart lies in the artifact', async () => {
    const ended = await run('taxi_duckdb', '602', {
      taxi: 'green',
      year: '2019',
      months: '["01","02"]',
      source: taxi.url,
    });
    expect(ended.exitCode, ended.output).toBe(0);
    const [artifact] = results.store.list('602');
    if (artifact === undefined) throw new Error(ended.output);
    expect(artifact.name).toMatch(/^gitphony-taxi_duckdb-\w{22}-1-0-SUCCESS$/);
    const files = Object.entries(await artifactFiles(artifact));
    const pictures = files.filter(([path]) => path.endsWith('.svg'));
    expect(pictures).toHaveLength(1);
    const counted = [...(pictures[0]?.[1] ?? '').matchAll(/<title>(\d+) trips<\/title>/g)];
    expect(counted.reduce((sum, [, trips]) => sum + Number(trips), 0)).toBe(2 * rows);
  });

  test('gcp_keys: what the Google flows read is kept by the job behind it', async () => {
    const ended = await run('gcp_keys', '603', { project: 'my-project-1', location: 'EU', dataset: 'taxi' });
    expect(ended.exitCode, ended.output).toBe(0);
    const kept = JSON.parse(api.state.file('kv/gitphony.examples.json', STATE_BRANCH) ?? '{}') as object;
    expect(kept).toEqual({
      GCP_PROJECT_ID: { type: 'STRING', value: 'my-project-1' },
      GCP_LOCATION: { type: 'STRING', value: 'EU' },
      GCP_BUCKET_NAME: { type: 'STRING', value: 'my-project-1-lake' },
      GCP_DATASET: { type: 'STRING', value: 'taxi' },
    });
  });
});
