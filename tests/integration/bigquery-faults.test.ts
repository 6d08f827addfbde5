import { afterEach, expect, test } from 'vitest';
import type { RunContext } from '../../src/contract/run-context.ts';
import { query } from '../../src/plugins/gcp/bigquery/query.ts';
import { type HttpReply, type HttpRequest, type LocalServer, startHttpServer } from '../support/http-server.ts';
import { createRunContext, createScene, type TaskScene, taskErrorOf } from '../support/run-task.ts';

/**
 * What the emulator never does, by a server that answers as Google's reference says: jobs that take their time, fail for passing
 * reasons, are there already; answers that get lost.
 */
interface Scene extends AsyncDisposable {
  readonly calls: string[];
  readonly jobs: Map<string, Record<string, unknown>>;
  readonly scene: TaskScene;
  run(properties?: object, change?: (context: RunContext) => RunContext): Promise<Record<string, unknown>>;
}

type Answer = HttpReply | undefined;

let server: LocalServer | undefined;
afterEach(async () => {
  delete process.env['GITPHONY_BIGQUERY_ENDPOINT'];
  await server?.close();
});

const done = (statistics: object = {}) => ({ status: { state: 'DONE' }, statistics });
const failed = (reason: string, message: string) => ({
  status: { state: 'DONE', errorResult: { reason, message }, errors: [{ reason, message }] },
});
const refusal = (status: number, reason: string, message: string): HttpReply => ({
  status,
  body: { error: { code: status, message, errors: [{ reason, message }] } },
});

/** `states`: what a job is, one after another; `before` may answer a call in the server's place. */
async function bigquery(
  states: readonly object[],
  before: (call: string, request: HttpRequest, scene: Scene) => Answer = () => undefined,
): Promise<Scene> {
  const scene = await createScene();
  const calls: string[] = [];
  const jobs = new Map<string, Record<string, unknown>>();
  let next = 0;
  const world: Scene = {
    calls,
    jobs,
    scene,
    async run(properties = {}, change = (context) => context) {
      const context = change(createRunContext(scene));
      const result = await query.run({ sql: 'SELECT 1', projectId: 'p', ...properties }, context);
      return result.outputs ?? {};
    },
    [Symbol.asyncDispose]: () => scene[Symbol.asyncDispose](),
  };
  server = await startHttpServer((request) => {
    const path = request.url.pathname.replace('/bigquery/v2/projects/p', '');
    const call = `${request.method} ${path}`;
    calls.push(call);
    const answer = before(call, request, world);
    if (answer !== undefined) return answer;
    if (request.method === 'POST' && path === '/jobs') {
      const body = JSON.parse(request.body.toString('utf8')) as { jobReference: { jobId: string } };
      if (jobs.has(body.jobReference.jobId))
        return refusal(409, 'duplicate', `Already Exists: Job p:${body.jobReference.jobId}`);
      jobs.set(body.jobReference.jobId, body);
      return { status: 200, body: { ...body, status: { state: 'PENDING' } } };
    }
    const id = path.split('/')[2] ?? '';
    const job = jobs.get(id);
    if (job === undefined) return refusal(404, 'notFound', `Not found: Job p:${id}`);
    const state = states[Math.min(next, states.length - 1)];
    next++;
    return { status: 200, body: { ...job, ...state } };
  });
  process.env['GITPHONY_BIGQUERY_ENDPOINT'] = server.url;
  return world;
}

const inserts = ({ calls }: Scene): number => calls.filter((call) => call === 'POST /jobs').length;
const quick = { retryAuto: { type: 'constant', interval: 'PT0.01S', maxAttempts: 3 } };

test('a job that takes its time shows its bytes, and the log says what it cost', async () => {
  const bytes = String(3 * 1024 ** 4);
  await using world = await bigquery([
    { status: { state: 'RUNNING' }, statistics: { totalBytesProcessed: '1000', totalSlotMs: '2500' } },
    done({ query: { statementType: 'SELECT', totalBytesProcessed: bytes, totalBytesBilled: bytes } }),
  ]);
  expect(await world.run()).toMatchObject({ jobId: 'gitphony_run1_1', bytesProcessed: Number(bytes) });
  const { logs, progress, metrics } = world.scene.record;
  expect(progress).toContainEqual({ done: 1000, unit: 'bytes' });
  expect(logs.map(({ message }) => message).join('\n')).toContain(
    'read 3.0 TiB, 3.0 TiB billed: about $18.75 on demand',
  );
  expect(metrics).toContainEqual(expect.objectContaining({ name: 'total.bytes.billed', value: Number(bytes) }));
});

test('a query over `maximumBytesBilled` says so before it costs anything, and what to do', async () => {
  const over = 'Query exceeded limit for bytes billed: 1000000. 10485760 or higher required.';
  await using world = await bigquery([failed('bytesBilledLimitExceeded', over)]);
  const error = await taskErrorOf(world.run({ maximumBytesBilled: 1_000_000 }));
  expect(error).toMatchObject({ retryable: false, hint: expect.stringContaining('`maximumBytesBilled`') });
  expect(error.message).toContain('10485760 or higher required. (bytesBilledLimitExceeded)');
  const [job] = world.jobs.values();
  expect(job).toMatchObject({ configuration: { query: { maximumBytesBilled: '1000000' } } });
});

test('bad SQL shows the line with a caret and is not tried again', async () => {
  await using world = await bigquery([failed('invalidQuery', 'Syntax error: Unexpected identifier "FORM" at [2:3]')]);
  const error = await taskErrorOf(world.run({ sql: 'SELECT *\n  FORM trips' }));
  expect(error).toMatchObject({ code: 'BIGQUERY_ERROR', retryable: false });
  expect(error.message).toContain('at line 2, column 3 of `sql`:\n    FORM trips\n    ^');
  expect(inserts(world)).toBe(1);
});

test('a passing failure is tried again under another id, as often as `retryAuto` says', async () => {
  await using world = await bigquery([failed('backendError', 'try later'), done()]);
  expect(await world.run(quick)).toMatchObject({ jobId: 'gitphony_run1_1_1' });
  expect(world.scene.record.logs).toContainEqual({ level: 'WARN', message: expect.stringContaining('try later') });
  await using other = await bigquery([failed('invalid', 'conflict DUE TO concurrent update')]);
  expect(await taskErrorOf(other.run(quick))).toMatchObject({ code: 'BIGQUERY_ERROR', retryable: true });
  expect(inserts(other)).toBe(3);
});

test('a 503 passes by; a 403 says what to grant', async () => {
  let spoilt = 1;
  await using world = await bigquery([done()], (call) =>
    call === 'POST /jobs' && spoilt-- > 0 ? refusal(503, 'backendError', 'later') : undefined,
  );
  await world.run();
  await using denied = await bigquery([done()], () => refusal(403, 'accessDenied', 'Access Denied'));
  const error = await taskErrorOf(denied.run());
  expect(error).toMatchObject({ code: 'GCP_DENIED', retryable: false, hint: expect.stringContaining('Job User') });
});

test('an answer that got lost is not a second job', async () => {
  let lost = 1;
  await using world = await bigquery([done()], (call, request, { jobs }) => {
    if (call !== 'POST /jobs' || lost-- <= 0) return undefined;
    const body = JSON.parse(request.body.toString('utf8')) as { jobReference: { jobId: string } };
    jobs.set(body.jobReference.jobId, body);
    return refusal(503, 'backendError', 'the job is there, but you do not hear of it');
  });
  expect(await world.run()).toMatchObject({ jobId: 'gitphony_run1_1' });
  expect(world.jobs.size).toBe(1);
});

test('the job of a run that somebody did before is left alone', async () => {
  await using world = await bigquery([done()]);
  world.jobs.set('gitphony_run1_1', { jobReference: { jobId: 'gitphony_run1_1' } });
  expect(await world.run()).toMatchObject({ jobId: 'gitphony_run1_1_1' });
});

const interrupted = (context: RunContext): RunContext => ({
  ...context,
  taskRun: { ...context.taskRun, attempt: 2, interrupted: true },
});

test('a task that was interrupted waits for the job that it had submitted', async () => {
  await using world = await bigquery([{ status: { state: 'RUNNING' } }, { status: { state: 'RUNNING' } }, done()]);
  world.jobs.set('gitphony_run1_1', { jobReference: { jobId: 'gitphony_run1_1' } });
  expect(await world.run({}, interrupted)).toMatchObject({ jobId: 'gitphony_run1_1' });
  expect(inserts(world)).toBe(0);
});

test('one whose job had failed submits another', async () => {
  await using world = await bigquery([failed('stopped', 'cancelled'), done()]);
  world.jobs.set('gitphony_run1_1', { jobReference: { jobId: 'gitphony_run1_1' } });
  expect(await world.run({}, interrupted)).toMatchObject({ jobId: 'gitphony_run1_2' });
});

test('a task that is killed cancels its job, which never ends by itself', async () => {
  const kill = new AbortController();
  const reason = new Error('killed');
  await using world = await bigquery([{ status: { state: 'RUNNING' } }], (call) => {
    if (call === 'GET /jobs/gitphony_run1_1') kill.abort(reason);
    return call.endsWith('/cancel') ? { status: 200, body: {} } : undefined;
  });
  await expect(world.run({}, (context) => ({ ...context, signal: kill.signal }))).rejects.toBe(reason);
  expect(world.calls.at(-1)).toBe('POST /jobs/gitphony_run1_1/cancel');
});

test('a dry run submits nothing that anybody could ask for, and says what it would read', async () => {
  await using world = await bigquery([], (_, request) => {
    const { configuration, jobReference } = JSON.parse(request.body.toString('utf8')) as Record<string, object>;
    expect(configuration).toMatchObject({ dryRun: true });
    expect(jobReference).toEqual({});
    // BigQuery says of a dry run that nothing is billed.
    const query = { statementType: 'SELECT', totalBytesProcessed: '2048', totalBytesBilled: '0' };
    const statistics = { totalBytesProcessed: '2048', query };
    return { status: 200, body: { configuration, status: { state: 'DONE' }, statistics } };
  });
  expect(await world.run({ dryRun: true, fetchType: 'FETCH' })).toEqual({ bytesProcessed: 2048 });
  expect(world.scene.record.logs.at(-1)?.message).toContain('would read 2.0 KiB, 10.0 MiB billed: less than $0.01');
  expect(world.calls).toEqual(['POST /jobs']);
});

test('rows come page by page, and each statement of a script has its own', async () => {
  const schema = { fields: [{ name: 'n', type: 'INTEGER' }] };
  const rows = (...values: number[]) => values.map((value) => ({ f: [{ v: String(value) }] }));
  const child = (id: string, at: string, statementType: string, query: object = {}) => ({
    jobReference: { jobId: id },
    statistics: { creationTime: at, query: { statementType, ...query } },
  });
  await using world = await bigquery(
    [done({ numChildJobs: '2', query: { statementType: 'SCRIPT' } })],
    (call, { url }) => {
      if (call === 'GET /jobs') {
        const merged = child('c1', '1', 'MERGE', { dmlStats: { insertedRowCount: '5' } });
        return { status: 200, body: { jobs: [child('c2', '2', 'SELECT'), merged] } };
      }
      if (!call.startsWith('GET /queries/')) return undefined;
      if (call === 'GET /queries/c2') return { status: 200, body: { schema, rows: rows(9), totalRows: '1' } };
      const second = url.searchParams.get('pageToken') === 'more';
      const page = second ? { rows: rows(3) } : { schema, rows: rows(1, 2), pageToken: 'more' };
      return { status: 200, body: { ...page, totalRows: '3', jobComplete: true } };
    },
  );
  expect(await world.run({ fetchType: 'FETCH' })).toMatchObject({
    size: 3,
    rows: [{ n: 1 }, { n: 2 }, { n: 3 }],
    statements: [
      { jobId: 'c1', statementType: 'MERGE', dmlStats: { insertedRowCount: 5 } },
      { jobId: 'c2', statementType: 'SELECT', rows: [{ n: 9 }] },
    ],
  });
});
