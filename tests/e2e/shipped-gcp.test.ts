import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { type GoogleEmulators, startGoogleEmulators } from '../../tools/emulators/google.ts';
import { PUBLIC_RELEASE } from '../../tools/taxi/readdress.ts';
import { runGitphony } from '../support/cli.ts';
import { startTestTaxi, type TaxiServer } from '../support/taxi.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** The flows for Google's clouds that ship with the repository, unchanged but for the address of the downloads. */
const names = ['gcp-keys', 'gcp-setup', 'taxi-bigquery', 'taxi-bigquery-scheduled'];
const rows = 200;
let google: GoogleEmulators;
let taxi: TaxiServer;
let home: TempProject;

beforeAll(async () => {
  [google, taxi] = await Promise.all([startGoogleEmulators(), startTestTaxi(rows)]);
  const flows = names.map(async (name) => {
    const text = await readFile(join(projectRoot, 'flows', `${name}.yaml`), 'utf8');
    return [`flows/${name}.yaml`, text.replaceAll(PUBLIC_RELEASE, taxi.url)] as const;
  });
  home = await makeTempProject({
    'gitphony.yaml': '',
    '.env': 'GCP_CREDS={}\n',
    'action/action.yml': 'name: a stand-in, for compile to see\n',
    ...Object.fromEntries(await Promise.all(flows)),
  });
});
afterAll(() => Promise.all([google.stop(), taxi.close(), home.remove()]));

async function run(flow: string, ...args: string[]): Promise<Execution> {
  const command = ['run', `gitphony.examples.${flow}`, ...args, '--json'];
  const ended = await runGitphony(command, { cwd: home.dir, env: google.env, timeout: 120_000 });
  expect(ended.exitCode, ended.stderr).toBe(0);
  return JSON.parse(ended.stdout) as Execution;
}

function merged({ taskRunList }: Execution): unknown {
  return taskRunList.find(({ taskId }) => taskId === 'merge')?.outputs;
}

describe.sequential('the flows for Google that ship', () => {
  test('keys, bucket and data set', async () => {
    await run('gcp_keys', '-i', 'project=taxi-lab', '-i', 'bucket=taxi-lab-lake');
    const made = await run('gcp_setup');
    expect(made.taskRunList.map(({ outputs }) => outputs)).toMatchObject([
      { created: true },
      { dataset: 'taxi', project: 'taxi-lab' },
    ]);
  });

  test.each(['green', 'yellow'])('a month of %s trips, and no row of it again', async (colour) => {
    const month = ['-i', `taxi=${colour}`, '-i', 'year=2019', '-i', 'month=01'];
    expect(merged(await run('taxi_bigquery', ...month))).toMatchObject({ dmlStats: { insertedRowCount: rows } });
    expect(merged(await run('taxi_bigquery', ...month))).toMatchObject({ dmlStats: { insertedRowCount: 0 } });
  });

  test('the scheduled one adds the next month, under its file’s name', async () => {
    const tick = ['--trigger', 'green_schedule', '--date', '2019-02-01T09:00'];
    expect(merged(await run('taxi_bigquery_scheduled', ...tick))).toMatchObject({
      dmlStats: { insertedRowCount: rows },
    });
    const answer = await fetch(`${google.bigquery}/bigquery/v2/projects/taxi-lab/queries`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'SELECT filename, COUNT(*) FROM taxi.green_trips GROUP BY 1 ORDER BY 1',
        useLegacySql: false,
      }),
    });
    expect(await answer.json()).toMatchObject({
      rows: [
        { f: [{ v: 'green_tripdata_2019-01.csv' }, { v: String(rows) }] },
        { f: [{ v: 'green_tripdata_2019-02.csv' }, { v: String(rows) }] },
      ],
    });
  });

  test('compile has nothing to warn of', async () => {
    const ended = await runGitphony(['compile'], { cwd: home.dir });
    expect(ended.exitCode, ended.stderr).toBe(0);
    expect(ended.stdout + ended.stderr).not.toMatch(/warning|error/);
  });
});
