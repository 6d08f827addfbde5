import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ActOptions, type ActRun, runAct } from '../support/act.ts';
import { runGitphony } from '../support/cli.ts';
import { startTestPostgres, type TestDatabase, type TestServer } from '../support/postgres.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { startTestTaxi, type TaxiServer } from '../support/taxi.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** The compiled taxi workflows on a real workflow runner, with a real PostgreSQL, as GitHub would run them. */
const rows = 500;
const byHand = 'gitphony.examples.taxi_postgres';
const scheduled = 'gitphony.examples.taxi_postgres_scheduled';
let server: TestServer;
let taxi: TaxiServer;
let results: ResultsService;
let project: TempProject;
let database: TestDatabase;

beforeAll(async () => {
  [server, taxi, results] = await Promise.all([startTestPostgres(), startTestTaxi(rows), startResultsService()]);
  project = await makeTempProject({
    'action/action.yml': 'name: a stand-in, for compile to see\n',
    'flows/taxi-postgres.yaml': await shippedFlow('taxi-postgres'),
    'flows/taxi-postgres-scheduled.yaml': await shippedFlow('taxi-postgres-scheduled'),
  });
  const compiled = await runGitphony(['compile'], { cwd: project.dir });
  expect(compiled).toMatchObject({ exitCode: 0 });
});

afterAll(async () => {
  await Promise.all([server.stop(), taxi.close(), results.close(), project.remove()]);
});

beforeEach(async () => {
  database = await server.freshDatabase('act');
});

async function shippedFlow(name: string): Promise<string> {
  return readFile(join(projectRoot, 'flows', `${name}.yaml`), 'utf8');
}

function run(
  workflow: string,
  event: ActOptions['event'],
  payload: ActOptions['payload'],
  runId: string,
): Promise<ActRun> {
  return runAct({
    cwd: project.dir,
    workflow: `.github/workflows/${workflow}.yml`,
    event,
    ...(payload === undefined ? {} : { payload }),
    copies: { action: join(projectRoot, 'action') },
    secrets: {
      POSTGRES_JDBC_URL: database.jdbcUrl,
      POSTGRES_USER: database.user,
      POSTGRES_PASSWORD: database.password,
    },
    env: { ...results.jobEnv({ runId }), GITHUB_RUN_ID: runId },
    timeout: 180,
  });
}

describe('the taxi workflows under act', () => {
  test('a dispatch loads one month, with summary and artifact, and a second one adds nothing', async () => {
    const inputs = { taxi: 'green', year: '2019', month: '02', source: taxi.url };
    const ended = await run(byHand, 'workflow_dispatch', { inputs }, '11');
    expect(ended.exitCode, ended.output).toBe(0);
    expect(await trips('green')).toBe(rows);
    expect(ended.summary).toContain('gitphony.examples.taxi_postgres: SUCCESS');
    expect(ended.summary).toContain('flowchart LR');
    expect(ended.summary).toContain('gantt');
    expect(ended.output).not.toContain(database.password);
    const [artifact] = results.store.list('11');
    expect(artifact?.name).toMatch(/^gitphony-taxi_postgres-\w{22}-1-0-SUCCESS$/);

    const again = await run(byHand, 'workflow_dispatch', { inputs }, '12');
    expect(again.exitCode, again.output).toBe(0);
    expect(await trips('green')).toBe(rows);
  });

  test('a schedule runs the trigger of its cron at the planned time', async () => {
    const ended = await run(scheduled, 'schedule', { schedule: '0 9 1 * *' }, '21');
    // There is no sample of the newest month: what counts here is which month was asked for.
    expect(ended.summary).toMatch(/trigger `green_schedule`, planned \d{4}-\d\d-01T09:00:00Z/);
    const now = new Date();
    const month = now.toISOString().slice(0, 7);
    const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
    expect([month, before].some((name) => ended.summary.includes(`file: green_tripdata_${name}.csv`))).toBe(true);
  });

  test('a backfill lists three months and loads each in a leg of its own', async () => {
    const inputs = { _start: '2019-01-01', _end: '2019-03-31', _trigger: 'green_schedule', source: taxi.url };
    const ended = await run(scheduled, 'workflow_dispatch', { inputs }, '31');
    expect(ended.exitCode, ended.output).toBe(0);
    expect(ended.jobs.filter(({ id }) => id === 'backfill')).toHaveLength(3);
    expect(ended.jobs.filter(({ id }) => id === 'run')).toHaveLength(0);
    expect(await trips('green')).toBe(3 * rows);
    expect(await database.query('SELECT DISTINCT filename FROM green.trips ORDER BY filename')).toEqual(
      ['01', '02', '03'].map((month) => ({ filename: `green_tripdata_2019-${month}.csv` })),
    );
  });

  test('a backfill in order runs its ticks one after another in one leg', async () => {
    const inputs = {
      _start: '2019-01-01',
      _end: '2019-02-28',
      _trigger: 'yellow_schedule',
      _backfill: 'in-order',
      source: taxi.url,
    };
    const ended = await run(scheduled, 'workflow_dispatch', { inputs }, '41');
    expect(ended.exitCode, ended.output).toBe(0);
    expect(ended.jobs.filter(({ id }) => id === 'backfill')).toHaveLength(1);
    expect(await trips('yellow')).toBe(2 * rows);
  });

  test('a wrong input fails the job with an annotation on the input of the flow file', async () => {
    const inputs = { taxi: 'purple', source: taxi.url };
    const ended = await run(byHand, 'workflow_dispatch', { inputs }, '51');
    expect(ended.exitCode).not.toBe(0);
    expect(ended.annotations).toEqual([
      expect.objectContaining({
        level: 'error',
        properties: expect.objectContaining({
          file: 'flows/taxi-postgres.yaml',
          line: String(await lineOf('- id: taxi')),
        }),
      }),
    ]);
    expect(ended.annotations[0]?.message).toMatch(/taxi.*yellow, green.*purple/);
  });
});

async function lineOf(text: string): Promise<number> {
  const lines = (await shippedFlow('taxi-postgres')).split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

async function trips(colour: 'green' | 'yellow'): Promise<number | undefined> {
  const [row] = await database.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${colour}.trips`);
  return row?.count;
}
