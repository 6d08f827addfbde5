import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { runAct } from '../support/act.ts';
import { runGitphony } from '../support/cli.ts';
import { courseFlowFrom } from '../support/course.ts';
import { type GoogleEmulators, startGoogleEmulators } from '../support/google-emulators.ts';
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
async function ask(sql: string): Promise<unknown[][]> {
  const answer = await fetch(`${google.bigquery}/bigquery/v2/projects/${project}/queries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: sql, useLegacySql: false }),
  });
  const { rows: found = [], error } = (await answer.json()) as { rows?: { f: { v: unknown }[] }[]; error?: unknown };
  expect(error).toBeUndefined();
  return found.map(({ f }) => f.map(({ v }) => v));
}

async function filesOf(colour: string): Promise<unknown[][]> {
  return ask(
    `SELECT filename, COUNT(*) AS n FROM \`${project}.zoomcamp.${colour}_tripdata\` GROUP BY filename ORDER BY filename`,
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

describe('compiled, under act', () => {
  let results: ResultsService;
  let runner: TempProject;
  const vars = {
    GCP_PROJECT_ID: project,
    GCP_LOCATION: 'europe-west2',
    GCP_BUCKET_NAME: 'of-the-runner',
    GCP_DATASET: 'of_the_runner',
  };
  beforeAll(async () => {
    results = await startResultsService();
    // Without 06: it writes keys, and a runner needs a token of its own for that.
    runner = await courseProject(names.slice(1));
    const compiled = await runGitphony(['compile'], { cwd: runner.dir });
    expect(compiled.exitCode, compiled.stderr).toBe(0);
  });
  afterAll(async () => {
    await Promise.all([results.close(), runner.remove()]);
  });

  const run = (flow: string, inputs: Readonly<Record<string, string>>, runId: string) =>
    runAct({
      cwd: runner.dir,
      workflow: `.github/workflows/zoomcamp.${flow}.yml`,
      event: 'workflow_dispatch',
      payload: { inputs },
      copies: { action: join(projectRoot, 'action') },
      secrets: { GCP_CREDS: JSON.stringify(key) },
      vars,
      env: { ...results.jobEnv({ runId }), GITHUB_RUN_ID: runId, ...google.env },
      timeout: 240,
    });

  test('07 and 08 run as workflows', async () => {
    const setUp = await run('07_gcp_setup', {}, '71');
    expect(setUp.exitCode, setUp.output).toBe(0);
    const loaded = await run('08_gcp_taxi', { taxi: 'green', year: '2019', month: '02' }, '81');
    expect(loaded.exitCode, loaded.output).toBe(0);
    expect(loaded.output).toContain(`MERGE, ${rows} rows changed`);
    expect(loaded.output).not.toContain('not-one-that-works');
    expect(await ask('SELECT COUNT(*) FROM `kestra-sandbox.of_the_runner.green_tripdata`')).toEqual([[String(rows)]]);
  });

  test('09 backfills in legs of its own', async () => {
    const inputs = { _start: '2019-03-01', _end: '2019-03-31', _trigger: 'yellow_schedule' };
    const ended = await run('09_gcp_taxi_scheduled', inputs, '91');
    expect(ended.exitCode, ended.output).toBe(0);
    expect(ended.jobs.filter(({ id }) => id === 'backfill')).toHaveLength(1);
    expect(await ask('SELECT COUNT(*) FROM `kestra-sandbox.of_the_runner.yellow_tripdata`')).toEqual([[String(rows)]]);
  });
});
