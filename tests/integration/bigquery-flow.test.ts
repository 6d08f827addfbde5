import { afterEach, expect, test } from 'vitest';
import type { Execution, TaskRun } from '../../src/contract/execution.ts';
import { type CliResult, runGitphony } from '../support/cli.ts';
import { type HttpReply, type HttpRequest, type LocalServer, startHttpServer } from '../support/http-server.ts';
import { tempProject } from '../support/temp-project.ts';

/** Flows that go wrong at BigQuery, by the command line: what people read, and what BigQuery is told. */
let server: LocalServer | undefined;
afterEach(() => server?.close());

async function run(
  flow: string,
  answer: (call: string, request: HttpRequest) => HttpReply,
): Promise<CliResult & { readonly first: TaskRun; readonly calls: string[] }> {
  const calls: string[] = [];
  server = await startHttpServer((request) => {
    const call = `${request.method} ${request.url.pathname.replace('/bigquery/v2/projects/p', '')}`;
    calls.push(call);
    return answer(call, request);
  });
  const project = await tempProject({ 'flows/a.yaml': flow, 'gitphony.yaml': '' });
  const env = { GITPHONY_BIGQUERY_ENDPOINT: server.url };
  const ended = await runGitphony(['run', 'flows/a.yaml', '--json'], { cwd: project.dir, env });
  const [first] = (JSON.parse(ended.stdout) as Execution).taskRunList;
  if (first === undefined) throw new Error(ended.stderr);
  return { ...ended, first, calls };
}

const job = (body: Buffer, status: object): HttpReply => ({
  status: 200,
  body: { ...(JSON.parse(body.toString('utf8')) as object), status },
});
const failed = (reason: string, message: string, more: readonly object[] = []): object => ({
  state: 'DONE',
  errorResult: { reason, message },
  errors: [{ reason, message }, ...more],
});

test('bad SQL is shown at its line and column of the flow file, though templates stand in it', async () => {
  const { exitCode, first, stderr } = await run(
    `id: a
namespace: x
variables: {columns: "one,\\n  two"}
tasks:
  - id: q
    type: io.kestra.plugin.gcp.bigquery.Query
    projectId: p
    sql: |
      SELECT {{ vars.columns }}
      FORM trips
`,
    (_, { body }) => job(body, failed('invalidQuery', 'Syntax error: Unexpected identifier "FORM" at [3:1]')),
  );
  expect(exitCode).toBe(1);
  expect(first.error).toMatchObject({ code: 'BIGQUERY_ERROR', line: 10, column: 7 });
  expect(first.error?.message).toContain(
    'at line 3, column 1 of `sql` (line 10, column 7 of the flow file):\n  FORM trips\n  ^',
  );
  expect(stderr).toContain('line 10, column 7 of the flow file');
});

test('the timeout of a job that never ends cancels the job', async () => {
  const { first, calls } = await run(
    `id: a
namespace: x
tasks:
  - id: q
    type: io.kestra.plugin.gcp.bigquery.Query
    timeout: PT0.5S
    projectId: p
    sql: SELECT 1
`,
    (_, { body }) =>
      body.length === 0 ? { status: 200, body: { status: { state: 'RUNNING' } } } : job(body, { state: 'RUNNING' }),
  );
  expect(first.state.current).toBe('FAILED');
  expect(first.error?.code).toBe('TIMEOUT');
  expect(calls.at(-1)).toMatch(/^POST \/jobs\/gitphony_\w+\/cancel$/);
});

test('a row that does not fit the schema is named, and no row is loaded', async () => {
  const place = {
    location: 'gs://lake/trips.csv',
    reason: 'invalid',
    message:
      "Error while reading data: Could not parse 'x' as INT64 for field id (position 0) starting at location 11 with message 'Unable to parse'; line 3",
  };
  const { exitCode, first } = await run(
    `id: a
namespace: x
tasks:
  - id: load
    type: io.kestra.plugin.gcp.bigquery.LoadFromGcs
    projectId: p
    from: ["gs://lake/trips.csv"]
    destinationTable: taxi.trips
    format: CSV
`,
    (_, { body }) =>
      job(body, failed('invalid', 'CSV table encountered too many errors, giving up. Rows: 3; errors: 1.', [place])),
  );
  expect(exitCode).toBe(1);
  expect(first.error).toMatchObject({
    code: 'BIGQUERY_ERROR',
    hint: expect.stringContaining('`maxBadRecords`'),
  });
  expect(first.error?.message).toContain("also: Error while reading data: Could not parse 'x' as INT64 for field id");
  expect(first.error?.message).toContain('line 3 (gs://lake/trips.csv)');
  expect(first.outputs).toEqual({});
});

test('a data set that is missing says how to make it', async () => {
  const { first } = await run(
    `id: a
namespace: x
tasks:
  - id: q
    type: io.kestra.plugin.gcp.bigquery.Query
    projectId: p
    sql: SELECT * FROM nobody.trips
`,
    (_, { body }) => job(body, failed('notFound', 'Not found: Dataset p:nobody was not found in location EU')),
  );
  expect(first.error).toMatchObject({ code: 'BIGQUERY_ERROR', hint: expect.stringContaining('CreateDataset') });
});
