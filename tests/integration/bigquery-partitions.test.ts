import { afterEach, expect, test } from 'vitest';
import { copyPartitions } from '../../src/plugins/gcp/bigquery/copy-partitions.ts';
import { deletePartitions } from '../../src/plugins/gcp/bigquery/delete-partitions.ts';
import { type LocalServer, startHttpServer } from '../support/http-server.ts';
import { runTask, taskErrorOf } from '../support/run-task.ts';

/** The emulator has no list of partitions: a server that answers it as Google's reference says. */
let server: LocalServer | undefined;
afterEach(async () => {
  delete process.env['GITPHONY_BIGQUERY_ENDPOINT'];
  await server?.close();
});

const window = {
  projectId: 'p',
  dataset: 'taxi',
  table: 'trips',
  partitionType: 'MONTH' as const,
  from: '2019-01-01',
  to: '2019-02-28T23:00',
};

interface Seen {
  readonly jobs: Record<string, unknown>[];
  readonly deleted: string[];
  readonly queries: string[];
}

async function table(names: readonly string[]): Promise<Seen> {
  const seen: Seen = { jobs: [], deleted: [], queries: [] };
  server = await startHttpServer(({ method, url, body }) => {
    const path = decodeURIComponent(url.pathname).replace('/bigquery/v2/projects/p', '');
    if (path === '/queries') {
      seen.queries.push((JSON.parse(body.toString('utf8')) as { query: string }).query);
      return { status: 200, body: { rows: names.map((v) => ({ f: [{ v }] })), jobComplete: true } };
    }
    if (method === 'DELETE') {
      seen.deleted.push(path);
      return { status: 204, body: '' };
    }
    const job = method === 'POST' ? (JSON.parse(body.toString('utf8')) as Record<string, unknown>) : seen.jobs[0];
    if (method === 'POST' && job !== undefined) seen.jobs.push(job);
    return { status: 200, body: { ...job, status: { state: 'DONE' } } };
  });
  process.env['GITPHONY_BIGQUERY_ENDPOINT'] = server.url;
  return seen;
}

const names = ['201812', '201901', '201902', '201903', '__NULL__'];
const destinationTable = 'p.taxi.kept';

test('copies the partitions of a window by one job', async () => {
  const { jobs, queries } = await table(names);
  const copied = await runTask(copyPartitions, { ...window, destinationTable, writeDisposition: 'WRITE_TRUNCATE' });
  expect(copied.outputs).toEqual({
    projectId: 'p',
    datasetId: 'taxi',
    table: 'trips',
    partitions: ['201901', '201902'],
    jobId: 'gitphony_run1_1',
  });
  expect(queries).toEqual(['SELECT partition_id FROM [p:taxi.trips$__PARTITIONS_SUMMARY__]']);
  expect(jobs).toHaveLength(1);
  const source = (tableId: string): object => ({ projectId: 'p', datasetId: 'taxi', tableId });
  expect(jobs[0]?.['configuration']).toMatchObject({
    copy: {
      sourceTables: [source('trips$201901'), source('trips$201902')],
      destinationTable: source('kept'),
      writeDisposition: 'WRITE_TRUNCATE',
    },
  });
});

test('an empty window is an error, or nothing to do where `skipEmpty` says so', async () => {
  const { jobs } = await table(['201812']);
  expect(await taskErrorOf(runTask(copyPartitions, { ...window, destinationTable }))).toMatchObject({
    code: 'BIGQUERY_NO_PARTITIONS',
    retryable: false,
  });
  const skipped = await runTask(copyPartitions, { ...window, destinationTable, skipEmpty: true });
  expect(skipped.outputs).toEqual({ projectId: 'p', datasetId: 'taxi', table: 'trips', partitions: [] });
  expect(jobs).toEqual([]);
});

test('deletes the partitions of a window', async () => {
  const { deleted } = await table(names);
  const gone = await runTask(deletePartitions, window);
  expect(gone.outputs?.partitions).toEqual(['201901', '201902']);
  expect(deleted).toEqual(['201901', '201902'].map((name) => `/datasets/taxi/tables/trips$${name}`));
});

test('a list that takes its time is waited for, and read page by page', async () => {
  const asked: string[] = [];
  const rows = (...values: string[]): object[] => values.map((v) => ({ f: [{ v }] }));
  server = await startHttpServer(({ method, url }) => {
    const path = decodeURIComponent(url.pathname).replace('/bigquery/v2/projects/p', '');
    asked.push(`${method} ${path}${url.searchParams.get('pageToken') ?? ''}`);
    const jobReference = { projectId: 'p', jobId: 'listing', location: 'EU' };
    if (path === '/queries') return { status: 200, body: { jobReference, jobComplete: false } };
    if (path === '/jobs/listing') return { status: 200, body: { jobReference, status: { state: 'DONE' } } };
    if (path !== '/queries/listing') return { status: 204, body: '' };
    const isSecond = url.searchParams.get('pageToken') === 'more';
    const page = isSecond ? { rows: rows('201902') } : { rows: rows('201901'), pageToken: 'more' };
    return { status: 200, body: { jobReference, jobComplete: true, ...page } };
  });
  process.env['GITPHONY_BIGQUERY_ENDPOINT'] = server.url;
  const gone = await runTask(deletePartitions, window);
  expect(gone.outputs?.partitions).toEqual(['201901', '201902']);
  expect(asked.slice(0, 4)).toEqual([
    'POST /queries',
    'GET /jobs/listing',
    'GET /queries/listing',
    'GET /queries/listingmore',
  ]);
});

test('a dry run of a copy submits no job: BigQuery knows none', async () => {
  const { jobs } = await table(names);
  const copied = await runTask(copyPartitions, { ...window, destinationTable, dryRun: true });
  expect(copied.outputs?.partitions).toEqual(['201901', '201902']);
  expect(copied.outputs).not.toHaveProperty('jobId');
  expect(jobs).toEqual([]);
});
