import { afterEach, expect, test } from 'vitest';
import { createDataset } from '../../src/plugins/gcp/bigquery/create-dataset.ts';
import { query } from '../../src/plugins/gcp/bigquery/query.ts';
import { createBucket } from '../../src/plugins/gcp/gcs/create-bucket.ts';
import { type HttpReply, type LocalServer, startHttpServer } from '../support/http-server.ts';
import { runTask, taskErrorOf } from '../support/run-task.ts';

/** What Google refuses in somebody's first hour, through its own clients: no emulator has projects, billing and rights. */
const endpoints = ['GITPHONY_GCS_ENDPOINT', 'GITPHONY_BIGQUERY_ENDPOINT'] as const;
let server: LocalServer | undefined;
let calls: string[] = [];

afterEach(async () => {
  for (const name of endpoints) delete process.env[name];
  await server?.close();
});

const refusal = (status: number, reason: string, message: string): HttpReply => ({
  status,
  body: { error: { code: status, message, errors: [{ domain: 'global', reason, message }] } },
});

/** A Google that answers each call so. */
async function google(answer: (call: string) => HttpReply): Promise<void> {
  calls = [];
  server = await startHttpServer(({ method, url }) => {
    const call = `${method} ${url.pathname}`;
    calls.push(call);
    return answer(call);
  });
  for (const name of endpoints) process.env[name] = server.url;
}

test('an API that is not enabled: one call, and the link from Google’s message', async () => {
  const link = 'https://console.developers.google.com/apis/api/bigquery.googleapis.com/overview?project=4711';
  await google(() =>
    refusal(
      403,
      'accessNotConfigured',
      `BigQuery API has not been used in project 4711 before or it is disabled. Enable it by visiting ${link} then retry.`,
    ),
  );
  expect(await taskErrorOf(runTask(createDataset, { name: 'trips', projectId: 'lab' }))).toMatchObject({
    code: 'GCP_DENIED',
    retryable: false,
    message: expect.stringContaining('Google could not make the data set trips: BigQuery API has not been used'),
    hint: expect.stringContaining(`open ${link}, or run gcloud services enable bigquery.googleapis.com --project=4711`),
  });
  expect(calls).toEqual(['POST /bigquery/v2/projects/lab/datasets']);
});

test('a project without billing: the bucket is not said to be taken, and MERGE not to be bad SQL', async () => {
  await google((call) =>
    call.startsWith('GET')
      ? refusal(404, 'notFound', 'The specified bucket does not exist.')
      : refusal(403, 'accountDisabled', 'The project to be billed is associated with an absent billing account.'),
  );
  expect(await taskErrorOf(runTask(createBucket, { name: 'lake', projectId: 'lab' }))).toMatchObject({
    code: 'GCP_DENIED',
    hint: expect.stringMatching(
      /^Link a billing account to the project: https:\/\/console\.cloud\.google\.com\/billing/,
    ),
  });
  await server?.close();
  await google(() => refusal(403, 'billingNotEnabled', 'Billing has not been enabled for this project.'));
  expect(await taskErrorOf(runTask(query, { sql: 'MERGE x', projectId: 'lab' }))).toMatchObject({
    code: 'GCP_DENIED',
    retryable: false,
    hint: expect.stringContaining('it takes no MERGE'),
  });
});

test('a bucket’s name that somebody else has', async () => {
  await google((call) =>
    call.startsWith('GET')
      ? refusal(404, 'notFound', 'The specified bucket does not exist.')
      : refusal(
          409,
          'conflict',
          'The requested bucket name is not available. The bucket namespace is shared by all users of the system.',
        ),
  );
  expect(await taskErrorOf(runTask(createBucket, { name: 'data', projectId: 'lab', ifExists: 'SKIP' }))).toMatchObject({
    code: 'GCP_CONFLICT',
    retryable: false,
    hint: expect.stringContaining('Somebody else has a bucket of this name'),
  });
});

test('a data set in another location, told by the job', async () => {
  const message = 'Not found: Dataset lab:trips was not found in location EU';
  await google((call) =>
    call.startsWith('POST')
      ? { status: 200, body: { status: { state: 'PENDING' }, jobReference: { jobId: 'j' } } }
      : { status: 200, body: { status: { state: 'DONE', errorResult: { reason: 'notFound', message }, errors: [] } } },
  );
  expect(await taskErrorOf(runTask(query, { sql: 'SELECT 1', projectId: 'lab', location: 'EU' }))).toMatchObject({
    code: 'BIGQUERY_ERROR',
    retryable: false,
    hint: expect.stringContaining('elsewhere than EU: bq show --format=prettyjson lab:trips'),
  });
});

test('a service account without the role', async () => {
  await google(() =>
    refusal(
      403,
      'accessDenied',
      'Access Denied: Project lab: User does not have bigquery.jobs.create permission in project lab.',
    ),
  );
  expect(await taskErrorOf(runTask(query, { sql: 'SELECT 1', projectId: 'lab' }))).toMatchObject({
    code: 'GCP_DENIED',
    hint: expect.stringContaining(
      'add-iam-policy-binding lab --member=serviceAccount:ACCOUNT --role=roles/bigquery.jobUser',
    ),
  });
});

test('an emulator that does not run is named at once, not after minutes', async () => {
  await google(() => ({ status: 200, body: {} }));
  await server?.close();
  const gone = { code: 'GCP_UNREACHABLE', retryable: false, hint: expect.stringContaining('npm run emulators') };
  expect(await taskErrorOf(runTask(createDataset, { name: 'trips', projectId: 'lab' }))).toMatchObject(gone);
  expect(await taskErrorOf(runTask(createBucket, { name: 'lake', projectId: 'lab' }))).toMatchObject(gone);
}, 5000);
