import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Flow } from '../src/contract/flow.ts';
import { makeTempProject, type TempProject } from '../tests/support/temp-project.ts';
import { compileProject } from './compile-project.ts';
import type { CompileReport } from './compile-report.ts';
import { logTask, nowhere, toyConfig, toyFlow, toyRegistry } from '../tests/support/toy-flow.ts';

const workflow = '.github/workflows/demo.hello.yml';
let project: TempProject;

beforeEach(async () => {
  project = await makeTempProject({ 'flows/hello.yaml': 'id: hello\n', 'action/action.yml': 'name: stand-in\n' });
});
afterEach(() => project.remove());

const compile = (flows: readonly Flow[], check = false, config = toyConfig): Promise<CompileReport> =>
  compileProject({
    root: project.dir,
    flows: flows.map((flow) => ({ flow, context: nowhere })),
    config,
    registry: toyRegistry,
    check,
  });
const statuses = ({ workflows }: CompileReport): Record<string, string> =>
  Object.fromEntries(workflows.map(({ path, status }) => [path, status]));
const read = (path: string): Promise<string> => readFile(project.path(path), 'utf8');
const write = (path: string, text: string): Promise<void> => project.write({ [path]: text });

test('a second compile changes nothing', async () => {
  expect(statuses(await compile([toyFlow()]))).toEqual({ [workflow]: 'missing' });
  const first = await read(workflow);
  const again = await compile([toyFlow()]);
  expect(again).toMatchObject({ drift: false, problems: [] });
  expect(statuses(again)).toEqual({ [workflow]: 'unchanged' });
  expect(await read(workflow)).toBe(first);
  expect(await readdir(project.path('.github/workflows'))).toEqual(['demo.hello.yml']);
});

test('what a task does changes no workflow', async () => {
  await compile([toyFlow()]);
  const edited = toyFlow({ tasks: [logTask('other text')], sourceHash: 'another' });
  expect((await compile([edited], true)).drift).toBe(false);
});

test('--check tells missing, stale, edited and orphaned files, and changes none', async () => {
  expect(await compile([toyFlow()], true)).toMatchObject({ drift: true, workflows: [{ status: 'missing' }] });
  expect(existsSync(project.path('.github'))).toBe(false);

  await compile([toyFlow()]);
  const made = await read(workflow);
  const config = { ...toyConfig, timeoutMinutes: 30 };
  expect(statuses(await compile([toyFlow()], true, config))).toEqual({ [workflow]: 'stale' });

  const byHand = made.replace('persist-credentials: false', 'persist-credentials: true');
  await write(workflow, byHand);
  expect(statuses(await compile([toyFlow()], true))).toEqual({ [workflow]: 'edited' });
  expect(await read(workflow)).toBe(byHand);

  await write('.github/workflows/demo.gone.yml', made.replaceAll('flows/hello.yaml', 'flows/gone.yaml'));
  expect(statuses(await compile([toyFlow()], true))).toMatchObject({ '.github/workflows/demo.gone.yml': 'orphan' });
});

test('compile mends hand edits', async () => {
  await compile([toyFlow()]);
  const made = await read(workflow);
  await write(workflow, `${made}# more\n`);
  await compile([toyFlow()]);
  expect(await read(workflow)).toBe(made);
});

test('line ends of Windows are no edit', async () => {
  await compile([toyFlow()]);
  await write(workflow, (await read(workflow)).replaceAll('\n', '\r\n'));
  expect((await compile([toyFlow()], true)).drift).toBe(false);
});

test.each([
  ['renamed', toyFlow({ id: 'hi' })],
  ['disabled', toyFlow({ disabled: true })],
])('the workflow of a flow that was %s is removed', async (_, flow) => {
  await compile([toyFlow()]);
  expect(statuses(await compile([flow]))[workflow]).toBe('orphan');
  expect(existsSync(project.path(workflow))).toBe(false);
});

test('a flow file with an error keeps its workflow; a removed one does not', async () => {
  await compile([toyFlow(), toyFlow({ id: 'gone', file: 'flows/gone.yaml' })]);
  const report = await compile([]);
  expect(statuses(report)).toEqual({ '.github/workflows/demo.gone.yml': 'orphan' });
  expect(existsSync(project.path(workflow))).toBe(true);
});

test('files of others are left alone, and are an error where they are in the way', async () => {
  await write('.github/workflows/ci.yml', 'name: CI\n');
  await write(workflow, 'name: mine\n');
  const report = await compile([toyFlow()]);
  expect(report.problems).toMatchObject([{ rule: 'foreign-workflow', severity: 'error', file: 'flows/hello.yaml' }]);
  expect(statuses(report)).toEqual({ [workflow]: 'refused' });
  expect(await read(workflow)).toBe('name: mine\n');
  expect(await read('.github/workflows/ci.yml')).toBe('name: CI\n');
});

test('two flows that would share a workflow are refused', async () => {
  const report = await compile([toyFlow(), toyFlow({ file: 'flows/twin.yaml' })]);
  expect(report.problems.map(({ rule, file }) => [rule, file])).toEqual([
    ['workflows-meet', 'flows/hello.yaml'],
    ['workflows-meet', 'flows/twin.yaml'],
  ]);
  expect(existsSync(project.path(workflow))).toBe(false);
});

test('a flow with an error keeps the workflow it has', async () => {
  await compile([toyFlow()]);
  const made = await read(workflow);
  const bad = toyFlow({ tasks: [{ ...logTask('x'), type: 'toy.Unsupported' }] });
  expect(statuses(await compile([bad]))).toEqual({ [workflow]: 'refused' });
  expect(await read(workflow)).toBe(made);
});

test('without the action that they name, no workflow is written', async () => {
  await rm(project.path('action'), { recursive: true });
  const report = await compile([toyFlow()]);
  expect(report.problems).toMatchObject([{ rule: 'missing-action', severity: 'error', file: 'gitphony.yaml' }]);
  expect(statuses(report)).toEqual({ [workflow]: 'refused' });
  expect(existsSync(project.path(workflow))).toBe(false);
  const remote = { ...toyConfig, action: { uses: `owner/name/action@${'a'.repeat(40)}` } };
  expect(await compile([toyFlow()], false, remote)).toMatchObject({ problems: [], drift: true });
});

test('the scratch database is told once, with the names of the flows', async () => {
  const config = { ...toyConfig, services: { postgres: { local: 'embedded', github: 'scratch' } } } as const;
  const tasks = [logTask("{{ secret('POSTGRES_USER') }}")];
  const flows = ['a', 'b'].map((id) => toyFlow({ id, file: `flows/${id}.yaml`, tasks }));
  const { problems } = await compile([...flows, toyFlow()], true, config);
  expect(problems).toMatchObject([
    {
      severity: 'warning',
      rule: 'scratch-database',
      message: expect.stringContaining('the jobs of demo.a, demo.b get'),
    },
  ]);
  const kept = { ...config, services: { postgres: { local: 'embedded', github: 'none' } } } as const;
  expect((await compile(flows, true, kept)).problems).toEqual([]);
});

test('more secrets than GitHub holds: a warning that counts them, for the repository and each environment apart', async () => {
  const naming = (count: number, prefix: string, more: Partial<Flow> = {}): Flow =>
    toyFlow({
      ...more,
      tasks: [logTask(Array.from({ length: count }, (_, index) => `{{ secret('${prefix}_${index}') }}`).join(' '))],
    });
  const second = { id: 'other', file: 'flows/other.yaml' };
  expect((await compile([naming(60, 'A'), naming(40, 'B', second)])).problems).toEqual([]);
  const { problems } = await compile([naming(60, 'A'), naming(41, 'B', second)]);
  expect(problems).toMatchObject([
    { rule: 'too-many-secrets', severity: 'warning', message: expect.stringContaining('101 secrets') },
  ]);
  const config = { ...toyConfig, namespaces: { prod: { pluginDefaults: [], environment: 'production' } } };
  expect(
    (await compile([naming(60, 'A'), naming(60, 'B', { ...second, namespace: 'prod' })], false, config)).problems,
  ).toEqual([]);
  const full = await compile([naming(101, 'B', { namespace: 'prod' })], false, config);
  expect(full.problems.map(({ message }) => message)).toEqual([
    'the flows of the environment production name 101 secrets; an environment holds 100',
  ]);
});
