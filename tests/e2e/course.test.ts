import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { glob } from 'tinyglobby';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { runGitphony, startGitphony } from '../support/cli.ts';
import { courseFlowFrom, courseFolder, courseSettings, readCourseFlow, courseTest as test } from '../support/course.ts';
import { startTestPostgres, type TestDatabase, type TestServer } from '../support/postgres.ts';
import { startHttpServer } from '../support/http-server.ts';
import { startTestTaxi, type TaxiServer } from '../support/taxi.ts';
import { type TempProject, tempProject } from '../support/temp-project.ts';

/** The flows of a public course, unchanged but for the addresses of the downloads and of the database. */
const rows = 1000;
const byHand = 'zoomcamp.04_postgres_taxi';
const scheduled = 'zoomcamp.05_postgres_taxi_scheduled';
let server: TestServer;
let taxi: TaxiServer;

beforeAll(async () => {
  [server, taxi] = await Promise.all([startTestPostgres(), startTestTaxi(rows)]);
});
afterAll(async () => {
  await Promise.all([server.stop(), taxi.close()]);
});

interface Scene {
  readonly project: TempProject;
  readonly database: TestDatabase;
  /** Rows of a table; `_staging` may follow the colour. */
  readonly count: (table: string) => Promise<number>;
}

async function courseScene(): Promise<Scene> {
  const database = await server.freshDatabase('course');
  const project = await tempProject({
    'gitphony.yaml': courseSettings(database),
    'flows/04_postgres_taxi.yaml': await courseFlowFrom('04_postgres_taxi', taxi.url),
    'flows/05_postgres_taxi_scheduled.yaml': await courseFlowFrom('05_postgres_taxi_scheduled', taxi.url),
  });
  return {
    project,
    database,
    async count(table) {
      const [colour = '', suffix] = table.split('_');
      const name = `${colour}_tripdata${suffix === undefined ? '' : `_${suffix}`}`;
      const [row] = await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM public.${name}`);
      return row?.n ?? -1;
    },
  };
}

/** The one file below the project's storage that a glob finds. */
async function readStored({ dir }: TempProject, pattern: string): Promise<string> {
  const [file = ''] = await glob([pattern], { cwd: join(dir, '.gitphony', 'storage'), absolute: true });
  return readFile(file, 'utf8');
}

async function runJson({ dir }: TempProject, ...args: string[]): Promise<Execution> {
  const ended = await runGitphony([...args, '--json'], { cwd: dir });
  expect(ended.exitCode, ended.stderr).toBe(0);
  return JSON.parse(ended.stdout) as Execution;
}

test('each flow of the course is valid but for the types of families that are not built', async () => {
  await readCourseFlow('01_hello_world');
  const names = (await readdir(courseFolder)).filter((name) => name.endsWith('.yaml'));
  expect(names).toHaveLength(9);
  const ended = await runGitphony(['validate', courseFolder, '--json']);
  const { flows, problems } = JSON.parse(ended.stdout) as {
    flows: number;
    problems: { rule: string; severity: string; message: string }[];
  };
  expect(flows).toBe(9);
  const errors = problems.filter(({ severity }) => severity === 'error');
  expect(errors.filter(({ rule }) => rule !== 'unknown-type')).toEqual([]);
  for (const { message } of errors) expect(message).toMatch(/plugin\.(jdbc\.duckdb|scripts\.runner\.docker)\./);
});

test('01 runs: its five tasks in order, its pause cut short', async () => {
  const text = (await readCourseFlow('01_hello_world')).replace('PT15S', 'PT0.1S');
  const project = await tempProject({ 'flows/01_hello_world.yaml': text });
  const execution = await runJson(project, 'run', 'zoomcamp.01_hello_world', '-i', 'name=Ada');
  const ids = execution.taskRunList.map(({ taskId, state }) => `${taskId} ${state.current}`);
  const tasks = ['hello_message', 'generate_output', 'sleep', 'log_output', 'goodbye_message'];
  expect(ids).toEqual(tasks.map((id) => `${id} SUCCESS`));
  const logs = await runGitphony(['executions', 'logs', execution.id], { cwd: project.dir });
  expect(logs.stdout).toMatch(/ERROR hello_message Hello, Ada!\n/);
  expect(logs.stdout).toMatch(/ERROR log_output This is an output: I was generated during this workflow\.\n/);
  expect(logs.stdout).toMatch(/ERROR goodbye_message Goodbye, Ada!\n/);
});

test('03 runs whole: download, Python, DuckDB', async () => {
  const products = [
    { title: 'Bow', brand: 'Arco', price: 10.5 },
    { title: 'Rosin', brand: 'Arco', price: 4 },
    { title: 'Reed', price: 3.25 },
  ];
  await using shop = await startHttpServer(() => ({ status: 200, body: JSON.stringify({ products }) }));
  const text = (await readCourseFlow('03_getting_started_data_pipeline')).replace('https://dummyjson.com', shop.url);
  const project = await tempProject({ 'flows/03.yaml': text });
  const execution = await runJson(project, 'run', 'flows/03.yaml');
  const states = execution.taskRunList.map(({ taskId, state }) => `${taskId} ${state.current}`);
  expect(states).toEqual(['extract SUCCESS', 'transform SUCCESS', 'query SUCCESS']);
  expect(execution.taskRunList.at(-1)?.outputs).toMatchObject({ outputs: [{ size: 2 }] });
  const rows = await readStored(project, '**/rows-3.ion');
  expect(rows).toBe('{"brand":"Arco","avg_price":7.25}\n{"brand":"N/A","avg_price":3.25}\n');
});

test('04 loads both colours; a second run adds no row', async () => {
  const { project, database, count } = await courseScene();
  for (const colour of ['green', 'yellow'] as const) {
    const first = await runJson(project, 'run', byHand, '-i', `taxi=${colour}`);
    expect(first.labels).toMatchObject({ file: `${colour}_tripdata_2019-01.csv`, taxi: colour });
    expect(await count(colour)).toBe(rows);
    await runJson(project, 'run', byHand, '-i', `taxi=${colour}`);
    expect(await count(colour)).toBe(rows);
    expect(await count(`${colour}_staging`)).toBe(rows);
  }
  const files = await database.query('SELECT DISTINCT filename FROM public.green_tripdata');
  expect(files).toEqual([{ filename: 'green_tripdata_2019-01.csv' }]);
});

describe('05 by its triggers', () => {
  const window = ['--trigger', 'green_schedule', '--start', '2019-01-01', '--end', '2019-06-30'];
  const firsts = ['01', '02', '03', '04', '05', '06'].map((month) => `2019-${month}-01T09:00:00Z`);

  test('a dry run lists the ticks and runs nothing', async () => {
    const { project, database } = await courseScene();
    const listed = await runGitphony(['backfill', scheduled, ...window, '--dry-run'], { cwd: project.dir });
    expect(listed).toMatchObject({ exitCode: 0, stdout: `${firsts.join('\n')}\n` });
    const json = await runGitphony(['backfill', scheduled, ...window, '--dry-run', '--json'], { cwd: project.dir });
    expect(JSON.parse(json.stdout)).toEqual({ trigger: 'green_schedule', ticks: firsts });
    expect(await database.query(`SELECT 1 FROM pg_tables WHERE schemaname = 'public'`)).toEqual([]);
    const list = await runGitphony(['executions', 'list'], { cwd: project.dir });
    expect(list.stdout).toBe('no executions\n');
  });

  test('a backfill of half a year makes one execution on the first of each month', async () => {
    const { project, database, count } = await courseScene();
    const ended = await runGitphony(['backfill', scheduled, ...window, '--json'], { cwd: project.dir });
    expect(ended.exitCode, ended.stderr).toBe(0);
    const { executions } = JSON.parse(ended.stdout) as { executions: Execution[] };
    expect(executions.map(({ trigger }) => trigger?.variables['date'])).toEqual(firsts);
    expect(executions.map(({ inputs }) => inputs['taxi'])).toEqual(firsts.map(() => 'green'));
    expect(executions.map(({ state }) => state.current)).toEqual(firsts.map(() => 'SUCCESS'));
    expect(await count('green')).toBe(6 * rows);
    const files = await database.query<{ filename: string; n: number }>(
      'SELECT filename, count(*)::int AS n FROM public.green_tripdata GROUP BY 1 ORDER BY 1',
    );
    expect(files).toEqual(firsts.map((date) => ({ filename: `green_tripdata_${date.slice(0, 7)}.csv`, n: rows })));
  });

  test('one tick by hand, as the trigger would', async () => {
    const { project, count } = await courseScene();
    const tick = ['--trigger', 'yellow_schedule', '--date', '2019-02-01T10:00'];
    const execution = await runJson(project, 'run', scheduled, ...tick);
    expect(execution.trigger?.variables).toMatchObject({ date: '2019-02-01T10:00:00Z' });
    expect(await count('yellow')).toBe(rows);
  });
});

describe('kill -9 in the middle of CopyIn', () => {
  const lock = 4711;
  /** The COPY waits for an advisory lock in the middle of the file: no clock decides where the process dies. */
  const waitInTheMiddle = `
    CREATE SEQUENCE copied;
    CREATE FUNCTION wait_in_the_middle() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF nextval('copied') = ${rows / 2} THEN PERFORM pg_advisory_xact_lock(${lock}); END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER wait_in_the_middle BEFORE INSERT ON public.green_tripdata_staging
      FOR EACH ROW EXECUTE FUNCTION wait_in_the_middle();`;
  const others = `SELECT wait_event FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;
  const load = ['run', byHand, '-i', 'taxi=green', '-i', 'month=01'];

  /** Starts the flow and kills it when the first half of the rows has been sent. Answers the execution's id. */
  async function killInTheMiddle({ project, database }: Scene): Promise<string> {
    const holder = new Client({ connectionString: database.url });
    await holder.connect();
    await holder.query(`SELECT pg_advisory_lock(${lock})`);
    const running = startGitphony(load, { cwd: project.dir });
    const id = (await running.output(/^execution (\w+)$/m))[1] ?? '';
    while ((await database.query(`${others} AND wait_event = 'advisory'`)).length === 0) await sleep(20);
    running.signal('SIGKILL');
    expect((await running.ended).exitCode).toBe(137);
    await holder.end();
    while ((await database.query(others)).length > 0) await sleep(20);
    return id;
  }

  /** All rows of the final table, as one number. */
  async function resultOf({ database }: Scene): Promise<unknown> {
    return database.query(
      `SELECT count(*)::int AS n, md5(string_agg(t::text, ',' ORDER BY t::text)) AS sum FROM public.green_tripdata t`,
    );
  }

  test('resumes: what is recorded is not done again, the result is the same', async () => {
    const plain = await courseScene();
    await runJson(plain.project, ...load);
    const scene = await courseScene();
    const { project, database, count } = scene;
    await runJson(project, ...load);
    await database.query('TRUNCATE public.green_tripdata');
    await database.query(waitInTheMiddle);

    const id = await killInTheMiddle(scene);
    // The server had the whole month in its buffers: whoever dies before the end has loaded nothing all the same.
    expect(await count('green_staging')).toBe(0);
    const before = await runJson(project, 'executions', 'show', id);
    expect(before.state.current).toBe('RUNNING');
    const done = before.taskRunList.filter(({ state }) => state.current === 'SUCCESS');
    expect(done.map(({ taskId }) => taskId)).toEqual([
      'set_label',
      'extract',
      'if_yellow_taxi',
      'green_create_table',
      'green_create_staging_table',
      'green_truncate_staging_table',
    ]);

    const resumed = await runJson(project, 'executions', 'resume', id);
    expect(resumed).toMatchObject({ id, state: { current: 'SUCCESS' } });
    for (const taskRun of done) expect(resumed.taskRunList).toContainEqual(taskRun);
    const copy = resumed.taskRunList.find(({ taskId }) => taskId === 'green_copy_in_to_staging_table');
    expect(copy?.outputs).toEqual({ rowCount: rows });
    const began = before.taskRunList.find(({ taskId }) => taskId === 'green_copy_in_to_staging_table');
    expect(copy?.id).toBe(began?.id);
    expect(await resultOf(scene)).toEqual(await resultOf(plain));
    const log = await runGitphony(['executions', 'logs', id, '--level', 'WARN'], { cwd: project.dir });
    expect(log.stdout).toMatch(/WARN +green_copy_in_to_staging_table .*it runs again/);
  });

  test('an execution that ended is not resumed', async () => {
    const { project } = await courseScene();
    const { id } = await runJson(project, ...load);
    const refused = await runGitphony(['executions', 'resume', id], { cwd: project.dir });
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toContain(`${id} ended as SUCCESS`);
  });
});
