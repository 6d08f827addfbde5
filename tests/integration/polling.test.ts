import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TriggerRecord } from '../../src/contract/events.ts';
import { createExecutionId } from '../../src/engine/index.ts';
import { pollingTriggers } from '../../src/flow/index.ts';
import { createDataset } from '../../src/plugins/gcp/bigquery/create-dataset.ts';
import { query as bigQuery } from '../../src/plugins/gcp/bigquery/query.ts';
import { createBucket } from '../../src/plugins/gcp/gcs/create-bucket.ts';
import { list } from '../../src/plugins/gcp/gcs/list.ts';
import { upload } from '../../src/plugins/gcp/gcs/upload.ts';
import { list as listS3 } from '../../src/plugins/aws/s3/list.ts';
import { upload as uploadS3 } from '../../src/plugins/aws/s3/upload.ts';
import { createBucket as createS3Bucket } from '../../src/plugins/aws/s3/create-bucket.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import { type PollOutcome, pollTrigger, takeFound } from '../../src/project/polls/poll-trigger.ts';
import { openProject, readFlow } from '../../src/project/project.ts';
import type { FlowSource } from '../../src/project/start-flow.ts';
import { newMap, type ValueMap } from '../../src/util/values.ts';
import { type GoogleEmulators, startGoogleEmulators } from '../../tools/emulators/google.ts';
import { type Answer, type HttpRequest, startHttpServer } from '../support/http-server.ts';
import { startTestPostgres, type TestServer } from '../support/postgres.ts';
import { createScene, runTask, type TaskScene } from '../support/run-task.ts';
import { type S3Server, s3Keys, startS3Server } from '../support/s3-server.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';

/** Each polling type against a real server: nothing, something, again, taken. */
let google: GoogleEmulators;
let s3: S3Server;
let postgres: TestServer;
let scene: TaskScene;

beforeAll(async () => {
  [google, s3, postgres, scene] = await Promise.all([
    startGoogleEmulators(),
    startS3Server(),
    startTestPostgres(),
    createScene(),
  ]);
  Object.assign(process.env, google.env);
});
afterAll(async () => {
  for (const name of Object.keys(google.env)) delete process.env[name];
  await Promise.all([google.stop(), s3.close(), postgres.stop(), scene[Symbol.asyncDispose]()]);
});

/** A trigger of a flow on disk, polled with what it remembers. */
interface Polling extends AsyncDisposable {
  poll(): Promise<PollOutcome>;
  /** What the execution sees of the last poll; undefined where it is gone. */
  take(outcome: PollOutcome): Promise<TriggerRecord | undefined>;
  read(uri: unknown): Promise<string>;
  readonly logs: string[];
}

async function polling(trigger: string, more = ''): Promise<Polling> {
  const folder: TempProject = await makeTempProject({
    'flows/f.yaml': `id: f
namespace: demo
tasks: [{id: t, type: io.kestra.plugin.core.log.Log, message: hi}]
${more}
triggers:
  - id: it
    ${trigger.trim().replaceAll('\n', '\n    ')}
`,
  });
  const project = await openProject(folder.dir);
  const parsed = await readFlow(project, folder.path('flows/f.yaml'));
  const { flow, text: flowText, problems } = parsed;
  if (flow === undefined) throw new Error(JSON.stringify(problems));
  const [own] = await pollingTriggers(flow, project.registry);
  if (own === undefined) throw new Error('the flow has no polling trigger');
  const logs: string[] = [];
  const host = await createEngineHost(project, { onLog: ({ message }) => void logs.push(message) });
  const source: FlowSource = { flow, text: flowText, rangeOf: (path) => parsed.rangeOf(path) };
  let remembered: ValueMap = newMap();
  return {
    logs,
    async poll() {
      const outcome = await pollTrigger(source, own, remembered, { host });
      remembered = outcome.remember ?? remembered;
      return outcome;
    },
    async take({ handover }) {
      if (handover === undefined) throw new Error('nothing was found');
      return takeFound(source, own, handover, { host, executionId: createExecutionId() });
    },
    async read(uri) {
      const info = { id: createExecutionId(), namespace: 'demo', flowId: 'f', flowRevision: 1 };
      return text(await host.storage.forTaskRun(info, { id: 'x', taskId: 'x' }).get(String(uri)));
    },
    [Symbol.asyncDispose]: folder.remove,
  };
}

describe('http.Trigger', () => {
  test('fires where the answer is as it should be; headers, body and a condition of any kind', async () => {
    let answer: Answer = { status: 500, body: 'down' };
    const seen: HttpRequest[] = [];
    await using web = await startHttpServer((request) => {
      seen.push(request);
      return answer;
    });
    await using it = await polling(
      `type: io.kestra.plugin.core.http.Trigger
uri: "${web.url}/{{ vars.path }}"
method: POST
body: '{"a": 1}'
options: {auth: {type: BEARER, token: t0ken-of-mine}}
responseCondition: "{{ response.statusCode < 300 and response.headers['x-ready'][0] == 'yes' }}"`,
      'variables: {path: a}',
    );
    expect(await it.poll()).toMatchObject({ handover: undefined, skipped: 'it finds nothing' });
    answer = { status: 200, body: '{"n": 1.0}', headers: { 'x-ready': 'yes' } };
    const outcome = await it.poll();
    expect(await it.take(outcome)).toMatchObject({
      id: 'it',
      type: 'io.kestra.plugin.core.http.Trigger',
      variables: { code: 200, body: '{"n": 1.0}', uri: `${web.url}/a`, headers: { 'x-ready': ['yes'] } },
    });
    expect(seen.at(-1)).toMatchObject({ method: 'POST' });
    expect(seen.at(-1)?.headers.authorization).toBe('Bearer t0ken-of-mine');
    expect(seen.at(-1)?.body.toString()).toBe('{"a": 1}');
    answer = 'drop';
    await expect(it.poll()).rejects.toMatchObject({
      code: 'POLL_FAILED',
      where: { file: 'flows/f.yaml', position: { line: 6 } },
    });
  });

  test('conditions and `when` are judged with trigger.*', async () => {
    await using web = await startHttpServer(() => ({ status: 200, body: 'fine' }));
    const trigger = (when: string): string =>
      `type: io.kestra.plugin.core.http.Trigger\nuri: ${web.url}\nwhen: "{{ trigger.body == '${when}' }}"`;
    await using yes = await polling(trigger('fine'));
    expect((await yes.poll()).handover).toBeDefined();
    await using no = await polling(trigger('other'));
    expect(await no.poll()).toMatchObject({ handover: undefined, skipped: 'the conditions of it do not hold' });
  });
});

describe('jdbc triggers', () => {
  test('postgresql: rows by FETCH; marked by afterSQL where the execution runs, each once', async () => {
    const database = await postgres.freshDatabase('polls');
    await database.query('CREATE TABLE orders (id int, seen bool DEFAULT false)');
    const url = new URL(database.url);
    const connection = `url: jdbc:postgresql://${url.host}${url.pathname}
username: "${url.username}"
password: "${url.password}"`;
    const type = 'type: io.kestra.plugin.jdbc.postgresql.Trigger';
    const sql = 'sql: SELECT id FROM orders WHERE NOT seen ORDER BY id';
    await using fetching = await polling(`${type}\n${connection}\n${sql}`);
    await using marking = await polling(
      `${type}\n${connection}\n${sql} FOR UPDATE\nafterSQL: UPDATE orders SET seen = true WHERE NOT seen\nfetchType: STORE`,
    );
    expect((await fetching.poll()).handover).toBeUndefined();
    expect((await marking.poll()).handover).toBeUndefined();
    await database.query('INSERT INTO orders VALUES (1), (2)');
    const fetched = await fetching.take(await fetching.poll());
    expect(fetched?.variables).toEqual({ rows: [{ id: 1 }, { id: 2 }], size: 2 });
    // Looking marks nothing: as often as one looks, it is still there.
    await marking.poll();
    const outcome = await marking.poll();
    expect(outcome.handover).toEqual({ found: {} });
    const taken = await marking.take(outcome);
    expect(taken?.variables).toMatchObject({ size: 2 });
    expect(await marking.read(taken?.variables['uri'])).toBe('{"id":1}\n{"id":2}\n');
    expect((await marking.poll()).handover).toBeUndefined();
    expect(await marking.take(outcome)).toBeUndefined();
    await using broken = await polling(`${type}\n${connection}\nsql: SELECT nothing`);
    await expect(broken.poll()).rejects.toMatchObject({
      code: 'POLL_FAILED',
      message: expect.stringContaining('nothing'),
    });
    await database.drop();
  });

  test('duckdb: a file of rows', async () => {
    const folder = await makeTempProject({ 'rows.csv': 'n\n1\n2\n' });
    await using it = await polling(
      `type: io.kestra.plugin.jdbc.duckdb.Trigger
sql: SELECT max(n) AS top FROM read_csv('{{ vars.file }}') HAVING max(n) > 2
fetchType: FETCH_ONE`,
      `variables: {file: "${folder.path('rows.csv')}"}`,
    );
    expect((await it.poll()).handover).toBeUndefined();
    await folder.write({ 'rows.csv': 'n\n1\n3\n' });
    expect((await it.take(await it.poll()))?.variables).toEqual({ row: { top: 3 }, size: 1 });
    await folder.remove();
    await using own = await polling(
      `type: io.kestra.plugin.jdbc.duckdb.Trigger
inputFiles: {limits.csv: "{{ vars.limits }}"}
sql: FROM read_csv('limits.csv')`,
      'variables: {limits: "n\\n7\\n"}',
    );
    expect((await own.take(await own.poll()))?.variables).toEqual({ rows: [{ n: 7 }], size: 1 });
  });

  test('bigquery: rows by FETCH, and all of them by STORE where the execution runs', async () => {
    const projectId = 'test-project';
    const name = `polls_${randomUUID().slice(0, 8)}`;
    const sql = (statement: string) => runTask(bigQuery, { projectId, sql: statement }, { scene, value: randomUUID() });
    await runTask(createDataset, { projectId, name });
    await sql(`CREATE TABLE ${name}.t (n INT64)`);
    const trigger = (fetchType: string): string =>
      `type: io.kestra.plugin.gcp.bigquery.Trigger\nprojectId: ${projectId}\nsql: SELECT n FROM ${name}.t ORDER BY n\nfetchType: ${fetchType}`;
    await using fetching = await polling(trigger('FETCH'));
    await using storing = await polling(trigger('STORE'));
    expect((await fetching.poll()).handover).toBeUndefined();
    await sql(`INSERT INTO ${name}.t VALUES (1), (2)`);
    expect((await fetching.take(await fetching.poll()))?.variables).toMatchObject({
      rows: [{ n: 1 }, { n: 2 }],
      size: 2,
    });
    const taken = await storing.take(await storing.poll());
    expect(await storing.read(taken?.variables['uri'])).toBe('{"n":1}\n{"n":2}\n');
    const job = await fetch(
      `${google.bigquery}/bigquery/v2/projects/${projectId}/jobs/${taken?.variables['jobId'] as string}`,
    );
    expect(await job.json()).toMatchObject({ configuration: { labels: { kestra_trigger_id: 'it' } } });
  });
});

describe('object stores', () => {
  test('gcs: each generation once; downloaded and moved where the execution runs; regExp and maxFiles', async () => {
    const projectId = 'test-project';
    const bucket = `polls-${randomUUID().slice(0, 8)}`;
    await runTask(createBucket, { projectId, name: bucket });
    const put = async (name: string, content: string) => {
      const from = await scene.storage.put('source', content);
      await runTask(upload, { projectId, from, to: `gs://${bucket}/${name}` }, { scene });
    };
    await using it = await polling(`type: io.kestra.plugin.gcp.gcs.Trigger
projectId: ${projectId}
from: gs://${bucket}/in/
regExp: '.*[.]csv'
maxFiles: 2
action: MOVE
moveDirectory: gs://${bucket}/done/`);
    expect((await it.poll()).handover).toBeUndefined();
    await put('in/x.txt', 'no');
    expect((await it.poll()).handover).toBeUndefined();
    for (const name of ['a', 'b', 'c']) await put(`in/${name}.csv`, `rows of ${name}`);
    const first = await it.poll();
    expect(first.handover).toEqual({ found: { names: [`gs://${bucket}/in/a.csv`, `gs://${bucket}/in/b.csv`] } });
    expect(it.logs.join()).toContain('the next poll finds the rest');
    const second = await it.poll();
    expect(second.handover).toEqual({ found: { names: [`gs://${bucket}/in/c.csv`] } });
    expect((await it.poll()).handover).toBeUndefined();
    const taken = await it.take(first);
    const blobs = taken?.variables['blobs'] as { name: string; uri: string; size: number }[];
    expect(blobs.map(({ name, size }) => [name, size])).toEqual([
      ['in/a.csv', 9],
      ['in/b.csv', 9],
    ]);
    expect(await it.read(blobs[0]?.uri)).toBe('rows of a');
    const there = await runTask(list, { projectId, from: `gs://${bucket}/`, listingType: 'RECURSIVE' });
    expect(there.outputs?.blobs.map(({ name }) => name)).toEqual(['done/a.csv', 'done/b.csv', 'in/c.csv', 'in/x.txt']);
    expect(await it.take(first)).toBeUndefined();
    // The same name again, another generation.
    await put('in/a.csv', 'newer rows');
    const names = [`gs://${bucket}/in/a.csv`];
    const again = await it.poll();
    expect(again.handover).toEqual({ found: { names, updated: names } });
    expect((await it.take(again))?.variables['blobs']).toMatchObject([{ name: 'in/a.csv', changeType: 'UPDATE' }]);
    // Somebody names what the trigger itself would never find: it is not taken.
    const forged = { ...first, handover: { found: { names: [`gs://${bucket}/in/x.txt`] } } };
    expect(await it.take(forged)).toBeUndefined();
  });

  test('gcs: MOVE without a target, and a bucket that is not there, fail the poll', async () => {
    const trigger = 'type: io.kestra.plugin.gcp.gcs.Trigger\nprojectId: test-project\nfrom: gs://nowhere/in/';
    await using unmoved = await polling(`${trigger}\naction: MOVE`);
    await expect(unmoved.poll()).rejects.toMatchObject({ message: expect.stringContaining('needs `moveDirectory`') });
    await using nowhere = await polling(trigger);
    await expect(nowhere.poll()).rejects.toMatchObject({ code: 'POLL_FAILED' });
  });

  test('s3: by entity tag; on UPDATE only what changed; deleted where the execution runs', async () => {
    const at = { ...s3Keys, endpointOverride: s3.url };
    const bucket = `polls-${randomUUID().slice(0, 8)}`;
    await runTask(createS3Bucket, { ...at, bucket });
    const put = async (key: string, content: string) => {
      const from = await scene.storage.put('source', content);
      await runTask(uploadS3, { ...at, bucket, key, from }, { scene });
    };
    const trigger = (more: string): string => `type: io.kestra.plugin.aws.s3.Trigger
accessKeyId: ${s3Keys.accessKeyId}
secretKeyId: ${s3Keys.secretKeyId}
region: ${s3Keys.region}
endpointOverride: ${s3.url}
bucket: ${bucket}
prefix: in/
${more}`;
    await using all = await polling(trigger('action: DELETE'));
    await using updates = await polling(trigger('on: UPDATE'));
    expect((await all.poll()).handover).toBeUndefined();
    await put('in/a.csv', 'one');
    await put('in/folder/', '');
    expect((await updates.poll()).handover).toBeUndefined();
    const first = await all.poll();
    expect(first.handover).toEqual({ found: { names: ['in/a.csv'] } });
    await put('in/a.csv', 'two');
    const changed = await updates.poll();
    expect(changed.handover).toEqual({ found: { names: ['in/a.csv'], updated: ['in/a.csv'] } });
    expect((await updates.take(changed))?.variables['objects']).toMatchObject([{ changeType: 'UPDATE' }]);
    expect((await updates.poll()).handover).toBeUndefined();
    const taken = await all.take(first);
    const [object] = (taken?.variables['objects'] ?? []) as { key: string; uri: string }[];
    expect(object).toMatchObject({ key: 'in/a.csv', changeType: 'CREATE' });
    expect(await all.read(object?.uri)).toBe('two');
    expect((await runTask(listS3, { ...at, bucket })).outputs?.objects.map(({ key }) => key)).toEqual(['in/folder/']);
    expect(await all.take(first)).toBeUndefined();
  });
});
