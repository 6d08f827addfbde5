import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { createBucket } from '../../src/plugins/gcp/gcs/create-bucket.ts';
import { upload } from '../../src/plugins/gcp/gcs/upload.ts';
import { type GoogleEmulators, startGcsEmulator } from '../../tools/emulators/google.ts';
import { flowFile, outputsOf, type RunningProject, runningProject, statesOf } from '../support/flow-project.ts';
import { type Fault, type FaultingProxy, startFaultingProxy } from '../support/google-faults.ts';
import { startHttpServer } from '../support/http-server.ts';
import { startTestPostgres } from '../support/postgres.ts';
import type { ProjectFiles } from '../support/temp-project.ts';
import { renderOutside } from '../../src/engine/index.ts';
import { createScene, runTask, type TaskScene } from '../support/run-task.ts';

/** Objects by their addresses in every place of a flow, from Cloud Storage's emulator through Google's own client. */
let google: Pick<GoogleEmulators, 'gcs' | 'stop'>;
let scene: TaskScene;
let proxy: FaultingProxy;
let fault: (call: string) => Fault | undefined;

beforeAll(async () => {
  google = await startGcsEmulator();
  scene = await createScene();
  proxy = await startFaultingProxy(google.gcs, (call) => fault(call));
  process.env['GITPHONY_GCS_ENDPOINT'] = google.gcs;
  await runTask(createBucket, { name: 'lake' });
});
beforeEach(async () => {
  fault = () => undefined;
  process.env['GITPHONY_GCS_ENDPOINT'] = google.gcs;
  await put('zones.csv', 'id,zone\n1,Harlem\n2,Bronx\n');
  process.env['GITPHONY_GCS_ENDPOINT'] = proxy.url;
  proxy.calls.length = 0;
});
afterEach(() => {
  delete process.env['GITPHONY_GCS_ENDPOINT'];
});
afterAll(async () => {
  await proxy.close();
  await scene[Symbol.asyncDispose]();
  await google.stop();
});

async function put(name: string, content: string): Promise<void> {
  const from = await scene.storage.put('source', content);
  await runTask(upload, { from, to: `gs://lake/${name}` }, { scene });
}

/** The same behind the back of the flow: not by the proxy, whose calls are counted. */
async function putPast(name: string, content: string): Promise<void> {
  const answer = await fetch(`${google.gcs}/upload/storage/v1/b/lake/o?uploadType=media&name=${name}`, {
    method: 'POST',
    body: content,
  });
  expect(answer.status).toBe(200);
}

/** Contents that were asked for, and looks without content. */
const fetches = (): number => proxy.calls.filter((call) => call.includes('alt=media')).length;
const looks = (): number => proxy.calls.filter((call) => call.startsWith('GET') && !call.includes('alt=media')).length;

async function stored(project: RunningProject, { id, namespace, flowId }: Execution, uri: unknown): Promise<string> {
  const info = { id, namespace, flowId, flowRevision: 1 };
  return text(await project.host.storage.forTaskRun(info, { id: 'x', taskId: 'x' }).get(String(uri)));
}

const failure = ({ taskRunList }: Execution) => taskRunList.find(({ error }) => error !== undefined)?.error;

test('templates read an object, its size and whether it is there; size and existence fetch nothing', async () => {
  const project = await runningProject(
    flowFile(
      'templates',
      `tasks:
  - id: about
    type: io.kestra.plugin.core.debug.Return
    format: "{{ fileSize('gs://lake/zones.csv') }} {{ fileExists('gs://lake/none.csv') }} {{ isFileEmpty('gs://lake/zones.csv') }}"
  - {id: size, type: io.kestra.plugin.core.storage.Size, uri: gs://lake/zones.csv}
`,
    ),
  );
  const execution = await project.run('templates');
  expect(failure(execution)).toBeUndefined();
  expect(outputsOf(execution, 'about')).toEqual({ value: '25 false false' });
  expect(outputsOf(execution, 'size')).toEqual({ size: 25 });
  expect([fetches(), looks()]).toEqual([0, 4]);
});

test('read() in a property and in an output of the flow', async () => {
  const project = await runningProject(
    flowFile(
      'reads',
      `tasks:
  - {id: zone, type: io.kestra.plugin.core.debug.Return, format: "{{ (read('gs://lake/zones.csv') | split('\\n'))[1] }}"}
outputs:
  - {id: all, type: STRING, value: "{{ read('gs://lake/zones.csv') }}"}
`,
    ),
  );
  const execution = await project.run('reads');
  expect(outputsOf(execution, 'zone')).toEqual({ value: '1,Harlem' });
  expect(execution.outputs).toEqual({ all: 'id,zone\n1,Harlem\n2,Bronx\n' });
  // The object is the same: one copy does for both.
  expect(fetches()).toBe(1);
});

describe('every place of a file', () => {
  test('COPY into PostgreSQL', async () => {
    await using server = await startDatabase();
    await server.database.query('CREATE TABLE zones (id integer, zone text)');
    const { jdbcUrl, user, password } = server.database;
    const project = await runningProject(
      flowFile(
        'copy',
        `tasks:
  - id: load
    type: io.kestra.plugin.jdbc.postgresql.CopyIn
    url: ${jdbcUrl}
    username: ${user}
    password: ${password}
    from: gs://lake/zones.csv
    table: zones
    format: CSV
    header: true
`,
      ),
    );
    const execution = await project.run('copy');
    expect(failure(execution)).toBeUndefined();
    expect(outputsOf(execution, 'load')).toEqual({ rowCount: 2 });
    expect(await server.database.query('SELECT zone FROM zones ORDER BY id')).toEqual([
      { zone: 'Harlem' },
      { zone: 'Bronx' },
    ]);
  });

  test('inputFiles of a script; what stands in commands stays for the tools that know such addresses', async () => {
    const project = await runningProject(
      flowFile(
        'script',
        `tasks:
  - id: python
    type: io.kestra.plugin.scripts.python.Script
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    inputFiles: {in.csv: gs://lake/zones.csv}
    outputFiles: [out.txt]
    script: open('out.txt', 'w').write(open('in.csv').read().upper())
  - id: shell
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    commands: ["echo '::{\\"outputs\\":{\\"said\\":\\"gs://lake/zones.csv\\"}}::'"]
`,
      ),
    );
    const execution = await project.run('script');
    expect(failure(execution)).toBeUndefined();
    const { outputFiles } = outputsOf(execution, 'python') as { outputFiles: Record<string, string> };
    expect(await stored(project, execution, outputFiles['out.txt'])).toBe('ID,ZONE\n1,HARLEM\n2,BRONX\n');
    expect(outputsOf(execution, 'shell')).toMatchObject({ vars: { said: 'gs://lake/zones.csv' } });
    expect(fetches()).toBe(1);
  });

  test('DuckDB: inputFiles and databaseUri', async () => {
    const project = await runningProject(
      flowFile(
        'duck',
        `tasks:
  - id: make
    type: io.kestra.plugin.jdbc.duckdb.Query
    inputFiles: {zones.csv: gs://lake/zones.csv}
    outputDbFile: true
    sql: CREATE TABLE zones AS SELECT * FROM read_csv('{{ workingDir }}/zones.csv')
  - {id: up, type: io.kestra.plugin.gcp.gcs.Upload, from: "{{ outputs.make.databaseUri }}", to: gs://lake/zones.db}
  - id: ask
    type: io.kestra.plugin.jdbc.duckdb.Query
    databaseUri: gs://lake/zones.db
    fetchType: FETCH_ONE
    sql: SELECT count(*) AS n FROM zones
`,
      ),
    );
    const execution = await project.run('duck');
    expect(failure(execution)).toBeUndefined();
    expect(outputsOf(execution, 'ask')).toMatchObject({ row: { n: 2 } });
  });

  test('storage tasks: together with files of storage and of the namespace', async () => {
    const project = await runningProject({
      ...flowFile(
        'storage',
        `tasks:
  - {id: own, type: io.kestra.plugin.core.storage.Write, content: "3,Queens\\n", extension: .csv}
  - id: all
    type: io.kestra.plugin.core.storage.Concat
    files: [gs://lake/zones.csv, "{{ outputs.own.uri }}", nsfile:///more.csv]
  - {id: back, type: io.kestra.plugin.core.storage.Reverse, from: gs://lake/zones.csv}
  - {id: parts, type: io.kestra.plugin.core.storage.Split, from: gs://lake/zones.csv, rows: 2}
  - {id: delete, type: io.kestra.plugin.core.storage.Delete, uri: gs://lake/zones.csv}
`,
      ),
      'namespace-files/company.team/more.csv': '4,Bronx\n',
    });
    const execution = await project.run('storage');
    const text = (task: string): Promise<string> =>
      stored(project, execution, (outputsOf(execution, task) as { uri: string }).uri);
    expect(await text('all')).toBe('id,zone\n1,Harlem\n2,Bronx\n3,Queens\n4,Bronx\n');
    expect(await text('back')).toBe('2,Bronx\n1,Harlem\nid,zone\n');
    expect((outputsOf(execution, 'parts') as { uris: string[] }).uris).toHaveLength(2);
    expect(failure(execution)).toMatchObject({
      code: 'STORAGE_DENIED',
      message: expect.stringContaining('gs://lake/zones.csv is an object of a bucket'),
      hint: 'use io.kestra.plugin.gcp.gcs.Delete',
    });
    // Three tasks read it, one after another: it was the same each time.
    expect(fetches()).toBe(1);
  });

  test('items of loops, forms, namespace files', async () => {
    await put('items.txt', 'a\nb\nc\n');
    const web = await startHttpServer(({ body }) => ({ status: 200, body: body.toString('latin1') }));
    const project = await runningProject({
      ...flowFile(
        'loops',
        `tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEachItem
    items: gs://lake/items.txt
    batch: {rows: 2}
    namespace: company.team
    flowId: one
    inputs: {file: "{{ taskrun.items }}"}
  - id: loop
    type: io.kestra.plugin.core.flow.Loop
    values: gs://lake/items.txt
    tasks: [{id: turn, type: io.kestra.plugin.core.debug.Return, format: "{{ item.value }}"}]
  - id: form
    type: io.kestra.plugin.core.http.Request
    uri: ${web.url}/form
    method: POST
    contentType: multipart/form-data
    formData: {data: {name: zones.csv, content: gs://lake/zones.csv}, as_text: gs://lake/zones.csv}
  - {id: keep, type: io.kestra.plugin.core.namespace.UploadFiles, filesMap: {kept.csv: gs://lake/zones.csv}}
`,
      ),
      ...flowFile(
        'one',
        `inputs: [{id: file, type: FILE}]
tasks: [{id: t, type: io.kestra.plugin.core.debug.Return, format: "{{ read(inputs.file) }}"}]
`,
      ),
    });
    const execution = await project.run('loops');
    await web.close();
    expect(failure(execution)).toBeUndefined();
    expect(outputsOf(execution, 'each_items')).toMatchObject({ numberOfBatches: 2 });
    expect(execution.taskRunList.filter(({ taskId }) => taskId === 'turn').map(({ outputs }) => outputs)).toEqual([
      { value: 'a' },
      { value: 'b' },
      { value: 'c' },
    ]);
    const { body } = outputsOf(execution, 'form') as { body: string };
    expect(body).toContain('1,Harlem');
    // A text of a form may be an address for whoever gets it: only a file with a name is sent as one.
    expect(body).toMatch(/name="as_text"\r\n\r\ngs:\/\/lake\/zones\.csv\r\n/);
    expect(await readFile(join(project.folder, 'namespace-files/company.team/kept.csv'), 'utf8')).toContain('Harlem');
  });

  test('a FILE input, given or by default, also in a flow of another namespace that is called', async () => {
    const project = await runningProject({
      ...flowFile(
        'given',
        `inputs:
  - {id: file, type: FILE}
  - {id: zones, type: FILE, defaults: gs://lake/zones.csv}
tasks:
  - {id: text, type: io.kestra.plugin.core.debug.Return, format: "{{ inputs.file }} {{ fileSize(inputs.zones) }}"}
  - {id: call, type: io.kestra.plugin.core.flow.Subflow, namespace: other, flowId: called, inputs: {file: "{{ inputs.file }}"}}
`,
      ),
      'flows/called.yaml': `id: called
namespace: other
inputs: [{id: file, type: FILE}]
tasks: [{id: size, type: io.kestra.plugin.core.storage.Size, uri: "{{ inputs.file }}"}]
outputs: [{id: size, type: INT, value: "{{ outputs.size.size }}"}]
`,
    });
    const execution = await project.run('given', { file: 'gs://lake/zones.csv' });
    expect(failure(execution)).toBeUndefined();
    expect(outputsOf(execution, 'text')).toEqual({ value: 'gs://lake/zones.csv 25' });
    expect(outputsOf(execution, 'call')).toMatchObject({ outputs: { size: 25 } });
    await expect(project.run('given', { file: 'gs://lake/' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining('got the bucket "gs://lake/"'),
    });
  });
});

describe('how often', () => {
  const twice = flowFile(
    'twice',
    `tasks:
  - {id: first, type: io.kestra.plugin.core.storage.Concat, files: [gs://lake/zones.csv, gs://lake/zones.csv]}
  - {id: wait, type: io.kestra.plugin.core.http.Request, uri: "{{ vars.between }}"}
  - {id: second, type: io.kestra.plugin.core.storage.Concat, files: [gs://lake/zones.csv]}
`,
  );
  const between = (url: string) => ({ 'gitphony.yaml': '', ...withVariable(twice, url) });

  test('an object that changes between two tasks is read anew, and the older copy goes', async () => {
    const left: string[][] = [];
    let folder = '';
    const web = await startHttpServer(async () => {
      await putPast('zones.csv', 'new');
      left.push(await copiesBelow(folder));
      return { status: 200, body: '{}' };
    });
    const project = await runningProject(between(web.url));
    folder = project.host.temporaryDirectory;
    const execution = await project.run('twice');
    await web.close();
    expect(failure(execution)).toBeUndefined();
    const uriOf = (task: string): unknown => (outputsOf(execution, task) as { uri: string }).uri;
    expect(await stored(project, execution, uriOf('first'))).toBe('id,zone\n1,Harlem\n2,Bronx\n'.repeat(2));
    expect(await stored(project, execution, uriOf('second'))).toBe('new');
    expect(fetches()).toBe(2);
    // One copy lay there meanwhile; at the end nothing is left.
    expect(left.map((files) => files.length)).toEqual([1]);
    expect(await copiesBelow(folder)).toEqual([]);
  });

  test('one attempt looks once, however often it reads; what changes under the fetch is fetched anew', async () => {
    const project = await runningProject(
      flowFile(
        'often',
        `tasks:
  - id: all
    type: io.kestra.plugin.core.storage.Concat
    files: [gs://lake/zones.csv, gs://lake/zones.csv, gs://lake/zones.csv]
`,
      ),
    );
    const uriOf = (execution: Execution): unknown => (outputsOf(execution, 'all') as { uri: string }).uri;
    const first = await project.run('often');
    expect(await stored(project, first, uriOf(first))).toBe('id,zone\n1,Harlem\n2,Bronx\n'.repeat(3));
    const [fetched, looked] = [fetches(), looks()];
    expect(fetched).toBe(1);
    proxy.calls.length = 0;
    let changing: Promise<void> | undefined;
    fault = (call) => {
      if (!call.includes('alt=media') || changing !== undefined) return undefined;
      changing = putPast('zones.csv', 'new,');
      return { late: changing };
    };
    const second = await project.run('often');
    await changing;
    expect(await stored(project, second, uriOf(second))).toBe('new,new,new,');
    expect([fetches(), looks()], proxy.calls.join('\n')).toEqual([2, 2 * looked]);
    expect(looked).toBeLessThan(4);
  });

  test('tasks side by side fetch it once; one that is stopped leaves it to the others', async () => {
    const project = await runningProject(
      flowFile(
        'parallel',
        `tasks:
  - id: both
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - {id: short, type: io.kestra.plugin.core.storage.Concat, files: [gs://lake/zones.csv], timeout: PT0.3S, allowFailure: true}
      - {id: a, type: io.kestra.plugin.core.storage.Concat, files: [gs://lake/zones.csv]}
      - {id: b, type: io.kestra.plugin.core.storage.Concat, files: [gs://lake/zones.csv]}
`,
      ),
    );
    fault = (call) => (call.includes('alt=media') ? { late: 1500 } : undefined);
    const execution = await project.run('parallel');
    expect(statesOf(execution)).toMatchObject({ short: 'WARNING', a: 'SUCCESS', b: 'SUCCESS' });
    expect(fetches()).toBe(1);
  });
});

describe('what goes wrong', () => {
  test.each([
    ['gs://lake/none.csv', 'STORAGE_NOT_FOUND', 'expected an object, there is none under gs://lake/none.csv'],
    ['gs://lake/*.csv', 'STORAGE_NOT_FOUND', 'expected an object, there is none under gs://lake/*.csv'],
    ['gs://lake', 'ADDRESS_INVALID', 'got the bucket "gs://lake"'],
    ['gs://lake/in/', 'ADDRESS_INVALID', 'got the folder "gs://lake/in/"'],
  ])('%s', async (address, code, message) => {
    const project = await runningProject(
      flowFile(
        'wrong',
        `variables: {address: "${address}"}
tasks: [{id: size, type: io.kestra.plugin.core.storage.Size, uri: "{{ vars.address }}"}]
`,
      ),
    );
    expect(failure(await project.run('wrong'))).toMatchObject({
      code,
      message: expect.stringContaining(message),
      hint: expect.stringMatching(/./),
    });
  });

  test('a bucket that one may not read', async () => {
    fault = () => ({ status: 403, reason: 'forbidden' });
    const project = await runningProject(
      flowFile('denied', 'tasks: [{id: size, type: io.kestra.plugin.core.storage.Size, uri: gs://lake/zones.csv}]\n'),
    );
    expect(failure(await project.run('denied'))).toMatchObject({
      code: 'GCP_DENIED',
      message: expect.stringContaining('gs://lake/zones.csv'),
      hint: expect.stringContaining('Grant'),
    });
  });

  test('an object that is gone when its content is asked for', async () => {
    const project = await runningProject(
      flowFile(
        'gone',
        'tasks: [{id: all, type: io.kestra.plugin.core.storage.Concat, files: [gs://lake/zones.csv]}]\n',
      ),
    );
    let deleting: Promise<unknown> | undefined;
    fault = (call) => {
      if (!call.includes('alt=media')) return undefined;
      deleting ??= fetch(`${google.gcs}/storage/v1/b/lake/o/zones.csv`, { method: 'DELETE' });
      return { late: deleting };
    };
    const execution = await project.run('gone');
    expect(failure(execution)).toMatchObject({ code: 'STORAGE_NOT_FOUND' });
    expect(await copiesBelow(project.host.temporaryDirectory)).toEqual([]);
  });

  test('a bucket that does not answer: the task is left when its time is over', async () => {
    fault = () => ({ late: 8000 });
    const project = await runningProject(
      flowFile(
        'late',
        'tasks: [{id: s, type: io.kestra.plugin.core.storage.Size, uri: gs://lake/zones.csv, timeout: PT0.3S}]\n',
      ),
    );
    const execution = await project.run('late');
    expect(failure(execution)).toMatchObject({ code: 'TIMEOUT' });
    expect(execution.state.duration).toBeLessThan(4);
  });

  test('a template outside of an execution', async () => {
    const project = await runningProject(
      flowFile('none', 'tasks: [{id: t, type: io.kestra.plugin.core.log.Log, message: x}]\n'),
    );
    const rendered = renderOutside("{{ read('gs://lake/zones.csv') }}", {}, 'company.team', project.host);
    await expect(rendered).rejects.toThrow('gs://lake/zones.csv can be read only while a flow runs');
  });
});

/** Files below a folder of an execution's copies. */
async function copiesBelow(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  return files.filter((entry) => entry.isFile() && entry.parentPath.includes('addresses')).map(({ name }) => name);
}

function withVariable(files: ProjectFiles, url: string): ProjectFiles {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [path, `${String(content)}variables: {between: "${url}/"}\n`]),
  );
}

async function startDatabase() {
  const server = await startTestPostgres();
  const database = await server.freshDatabase('addresses');
  return { database, [Symbol.asyncDispose]: () => server.stop() };
}
