import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { STATE_BRANCH } from '../../src/github/api/state-branch.ts';
import { type ActRun, runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { runGitphony } from '../support/cli.ts';
import { courseFlowFrom, courseTest as test } from '../support/course.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { type GoogleEmulators, startGoogleEmulators } from '../../tools/emulators/google.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { startTestTaxi, type TaxiServer } from '../support/taxi.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** The cloud half of a public course, unchanged but for the address of the downloads, through Google's clients. */
const rows = 200;
const names = ['06_gcp_kv', '07_gcp_setup', '08_gcp_taxi', '09_gcp_taxi_scheduled'];
const key = { type: 'service_account', private_key: '-----BEGIN PRIVATE KEY-----not-one-that-works' };
const project = 'kestra-sandbox';
let google: GoogleEmulators;
let taxi: TaxiServer;
let home: TempProject;

beforeAll(async () => {
  [google, taxi] = await Promise.all([startGoogleEmulators(), startTestTaxi(rows)]);
  home = await courseProject(names);
});
afterAll(async () => {
  await Promise.all([google.stop(), taxi.close(), home.remove()]);
});

async function courseProject(flows: readonly string[]): Promise<TempProject> {
  const texts = flows.map(async (name) => [`flows/${name}.yaml`, await courseFlowFrom(name, taxi.url)] as const);
  return makeTempProject({
    'gitphony.yaml': '',
    '.env': `GCP_CREDS=${JSON.stringify(key)}\n`,
    'action/action.yml': 'name: a stand-in, for compile to see\n',
    ...Object.fromEntries(await Promise.all(texts)),
  });
}

async function runJson(...args: string[]): Promise<Execution> {
  const ended = await runGitphony([...args, '--json'], { cwd: home.dir, env: google.env, timeout: 120_000 });
  expect(ended.exitCode, ended.stderr).toBe(0);
  return JSON.parse(ended.stdout) as Execution;
}

function outputsOf(execution: Execution, taskId: string): Record<string, unknown> {
  return (execution.taskRunList.find((taskRun) => taskRun.taskId === taskId)?.outputs ?? {}) as Record<string, unknown>;
}

/** Rows of a table, asked of the emulator itself. */
async function ask(sql: string, { bigquery }: GoogleEmulators = google): Promise<unknown[][]> {
  const answer = await fetch(`${bigquery}/bigquery/v2/projects/${project}/queries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: sql, useLegacySql: false }),
  });
  const { rows: found = [], error } = (await answer.json()) as { rows?: { f: { v: unknown }[] }[]; error?: unknown };
  expect(error).toBeUndefined();
  return found.map(({ f }) => f.map(({ v }) => v));
}

async function filesOf(colour: string, clouds: GoogleEmulators = google): Promise<unknown[][]> {
  return ask(
    `SELECT filename, COUNT(*) AS n FROM \`${project}.zoomcamp.${colour}_tripdata\` GROUP BY filename ORDER BY filename`,
    clouds,
  );
}

describe.sequential('06, 07, 08 and 09 on the machine', () => {
  test('06 keeps the names, 07 makes bucket and data set, and leaves them when it runs again', async () => {
    await runJson('run', 'zoomcamp.06_gcp_kv');
    const first = await runJson('run', 'zoomcamp.07_gcp_setup');
    expect(outputsOf(first, 'create_gcs_bucket')).toMatchObject({ created: true, updated: false });
    expect(outputsOf(first, 'create_bq_dataset')).toMatchObject({ dataset: 'zoomcamp', project });
    const again = await runJson('run', 'zoomcamp.07_gcp_setup');
    expect(outputsOf(again, 'create_gcs_bucket')).toMatchObject({ created: false });
    const bucket = (await (await fetch(`${google.gcs}/storage/v1/b/your-name-kestra`)).json()) as object;
    expect(bucket).toMatchObject({ name: 'your-name-kestra' });
  });

  test.each(['green', 'yellow'])('08 merges the month of %s taxis, and no row of it again', async (colour) => {
    const load = ['run', 'zoomcamp.08_gcp_taxi', '-i', `taxi=${colour}`];
    const first = await runJson(...load);
    const merge = `bq_${colour}_merge`;
    expect(outputsOf(first, merge)['dmlStats']).toMatchObject({ insertedRowCount: rows });
    expect(outputsOf(first, 'upload_to_gcs')).toMatchObject({
      uri: `gs://your-name-kestra/${colour}_tripdata_2019-01.csv`,
    });
    const second = await runJson(...load);
    expect(outputsOf(second, merge)['dmlStats']).toMatchObject({ insertedRowCount: 0 });
    expect(await filesOf(colour)).toEqual([[`${colour}_tripdata_2019-01.csv`, String(rows)]]);
    expect(JSON.stringify(second)).not.toContain('not-one-that-works');
  });

  test('09 as a backfill adds the two months that are missing of three', async () => {
    const window = ['--trigger', 'green_schedule', '--start', '2019-01-01', '--end', '2019-03-31'];
    const ended = await runGitphony(['backfill', 'zoomcamp.09_gcp_taxi_scheduled', ...window, '--json'], {
      cwd: home.dir,
      env: google.env,
      timeout: 180_000,
    });
    expect(ended.exitCode, ended.stderr).toBe(0);
    const { executions } = JSON.parse(ended.stdout) as { executions: Execution[] };
    expect(executions.map(({ state }) => state.current)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS']);
    const merged = executions.map((execution) => outputsOf(execution, 'bq_green_merge')['dmlStats']);
    expect(merged).toMatchObject([{ insertedRowCount: 0 }, { insertedRowCount: rows }, { insertedRowCount: rows }]);
    expect(await filesOf('green')).toEqual(
      ['01', '02', '03'].map((month) => [`green_tripdata_2019-${month}.csv`, String(rows)]),
    );
  });
});

describe.sequential('compiled, under act', () => {
  let action: BuiltAction;
  let api: GitHubApi;
  let results: ResultsService;
  let runner: TempProject;
  /** Clouds of their own: the flows name the same bucket and data set here. */
  let clouds: GoogleEmulators;
  beforeAll(async () => {
    [action, api, results, clouds, runner] = await Promise.all([
      buildTestAction(),
      startGitHubApi(),
      startResultsService(),
      startGoogleEmulators(),
      courseProject(names),
    ]);
    const compiled = await runGitphony(['compile'], { cwd: runner.dir });
    expect(compiled.exitCode, compiled.stderr).toBe(0);
  });
  afterAll(async () => {
    await Promise.all([action.remove(), api.close(), results.close(), clouds.stop(), runner.remove()]);
  });

  const run = async (flow: string, inputs: Readonly<Record<string, string>>, runId: string): Promise<ActRun> => {
    const ended = await runAct({
      cwd: runner.dir,
      workflow: `.github/workflows/zoomcamp.${flow}.yml`,
      event: 'workflow_dispatch',
      payload: { inputs },
      copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
      secrets: { GCP_CREDS: JSON.stringify(key), GITHUB_TOKEN: 'ghs_job' },
      env: { ...results.jobEnv({ runId }), GITHUB_RUN_ID: runId, GITHUB_API_URL: api.url, ...clouds.env },
      timeout: 240,
    });
    expect(ended.exitCode, ended.output).toBe(0);
    expect(ended.output).not.toContain('not-one-that-works');
    return ended;
  };

  test('06 saves the keys, and 07 makes what they name', async () => {
    await run('06_gcp_kv', {}, '61');
    const kept = JSON.parse(api.state.file('kv/zoomcamp.json', STATE_BRANCH) ?? '{}') as object;
    expect(kept).toMatchObject({ GCP_PROJECT_ID: { value: project }, GCP_DATASET: { value: 'zoomcamp' } });
    await run('07_gcp_setup', {}, '71');
    expect((await fetch(`${clouds.gcs}/storage/v1/b/your-name-kestra`)).status).toBe(200);
  });

  test.each(['green', 'yellow'])('08 merges the month of %s taxis, and no row of it again', async (colour) => {
    const inputs = { taxi: colour, year: '2019', month: '01' };
    expect((await run('08_gcp_taxi', inputs, `81${colour}`)).output).toContain(`MERGE, ${rows} rows changed`);
    expect((await run('08_gcp_taxi', inputs, `82${colour}`)).output).toContain('MERGE, 0 rows changed');
    const count = `SELECT COUNT(*) FROM \`${project}.zoomcamp.${colour}_tripdata\``;
    expect(await ask(count, clouds)).toEqual([[String(rows)]]);
  });

  test('09 backfills three months in legs of their own', async () => {
    const inputs = { _start: '2019-01-01', _end: '2019-03-31', _trigger: 'green_schedule' };
    const ended = await run('09_gcp_taxi_scheduled', inputs, '91');
    expect(ended.jobs.filter(({ id }) => id === 'backfill')).toHaveLength(3);
    expect(await filesOf('green', clouds)).toEqual(
      ['01', '02', '03'].map((month) => [`green_tripdata_2019-${month}.csv`, String(rows)]),
    );
  });
});
