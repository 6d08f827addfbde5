import { appendFile, readFile, rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { expect, it } from 'vitest';
import type { ExecutionEvent } from '../contract/events.ts';
import { tempProject, type TempProject } from '../../tests/support/temp-project.ts';
import { createRecordCopier, type RecordCopier } from './record-files.ts';

const journal = 'executions/e1/journal.jsonl';
let rounds = 0;

async function round(project: TempProject, copier: RecordCopier, arrives = true): Promise<Record<string, string>> {
  rounds += 1;
  const target = project.path(`copy-${rounds}`);
  const { files, commit } = await copier.copyNews(target);
  if (arrives) commit();
  const entries = files.map(async (file) => [relative(target, file), await readFile(file, 'utf8')] as const);
  return Object.fromEntries(await Promise.all(entries));
}

it('copies what was added, up to the last whole line', async () => {
  const project = await tempProject({ [journal]: '{"seq":0}\n{"se' });
  const copier = createRecordCopier(project.dir, 'full');
  expect(await round(project, copier)).toEqual({ [`${journal}.000000000000`]: '{"seq":0}\n' });
  expect(await round(project, copier)).toEqual({});
  await appendFile(project.path(journal), 'q":1}\n');
  expect(await round(project, copier)).toEqual({ [`${journal}.000000000010`]: '{"seq":1}\n' });
});

it('copies again what did not arrive', async () => {
  const project = await tempProject({ [journal]: 'a\n', 'executions/e1/flow.yaml': 'id: x' });
  const copier = createRecordCopier(project.dir, 'full');
  const lost = await round(project, copier, false);
  await appendFile(project.path(journal), 'b\n');
  expect(await round(project, copier)).toEqual({ ...lost, [`${journal}.000000000000`]: 'a\nb\n' });
});

it('takes logs by their growth, small stored files, and nothing of uploads or locks', async () => {
  const project = await tempProject({
    'executions/e1/logs/r-1.log': 'one\n',
    'executions/e1/lock.1': 'x',
    'storage/demo/f/executions/e1/small.csv': 'a,b\n',
    'storage/demo/f/executions/e1/large.csv': 'x'.repeat(1024 * 1024 + 1),
    'uploads/record-1/x': 'x',
    'tmp/x': 'x',
  });
  const copier = createRecordCopier(project.dir, 'full');
  expect(Object.keys(await round(project, copier))).toEqual([
    'executions/e1/logs/r-1.log.000000000000',
    'storage/demo/f/executions/e1/small.csv',
    'left-behind.json',
  ]);
  await appendFile(project.path('executions/e1/logs/r-1.log'), 'two\n');
  expect(await round(project, copier)).toEqual({ 'executions/e1/logs/r-1.log.000000000004': 'two\n' });
});

it('does not mind a folder that is not there, or a file that goes', async () => {
  const project = await tempProject();
  const copier = createRecordCopier(project.path('nothing'), 'full');
  expect(await round(project, copier)).toEqual({});
  await project.write({ [`nothing/${journal}`]: 'a\n' });
  await round(project, copier);
  await rm(project.path('nothing', journal));
  expect(await round(project, copier)).toEqual({});
});

/** Each kind of event, with a marker wherever a value of the flow's data can stand. */
const marker = 'PLANTED';
const head = { v: 1, seg: 0, seq: 0, ts: 1 } as const;
const error = { code: 'X', message: marker, hint: marker, line: 3 };
const metric = { name: marker, type: 'counter', value: 1, tags: { tag: marker } } as const;
const events: readonly ExecutionEvent[] = [
  {
    ...head,
    type: 'execution.created',
    id: 'e1',
    namespace: 'demo',
    flowId: 'f',
    flowRevision: 1,
    flowHash: 'h',
    flowFile: 'flows/f.yaml',
    labels: { team: marker },
    inputs: { name: marker, map: { [marker]: marker } },
    variables: { v: marker },
    trigger: { id: 't', type: 'T', variables: { body: { [marker]: marker } } },
  },
  { ...head, type: 'execution.state', state: 'FAILED', error },
  { ...head, type: 'execution.labels', labels: { team: marker } },
  { ...head, type: 'execution.outputs', outputs: { out: [marker] } },
  { ...head, type: 'execution.variables', variables: { v: marker } },
  { ...head, type: 'taskrun.created', id: 'r', taskId: 'task', taskType: 'T', value: marker, iteration: 0 },
  { ...head, type: 'taskrun.state', id: 'r', state: 'FAILED', error },
  { ...head, type: 'attempt.started', id: 'r', attempt: 1, log: 'logs/r-1.log' },
  { ...head, type: 'attempt.ended', id: 'r', attempt: 1, state: 'FAILED', logSize: 7, error },
  { ...head, type: 'taskrun.outputs', id: 'r', outputs: { uri: marker, deep: { [marker]: 1 } } },
  { ...head, type: 'taskrun.outputs', id: 'r', outputs: marker },
  { ...head, type: 'taskrun.metric', id: 'r', metric },
  { ...head, type: 'taskrun.progress', id: 'r', progress: { done: 1, unit: 'rows', message: marker } },
];

it('shows strangers states, times, names and sizes, and no value', async () => {
  const lines = events.map((event) => `${JSON.stringify(event)}\n`).join('');
  const project = await tempProject({
    [journal]: `${lines}{"v":1,"seg":0,"seq":9,"ts":1,"type":"some.later.event","secretly":"${marker}"}\n`,
    'executions/e1/journal.1.jsonl': `{"type":"execution.outputs","outputs":{"x":"${marker}"}}\n`,
    'executions/e1/flow.yaml': marker,
    'executions/e1/execution.json': marker,
    'executions/e1/logs/r-1.log': `${marker}\n`,
    'executions/e1/logs/short.log': `${marker}\n`,
    'storage/demo/f/executions/e1/x.csv': marker,
  });
  const files = await round(project, createRecordCopier(project.dir, 'metadata'));
  expect(Object.keys(files)).toEqual(['executions/e1/journal.1.jsonl.000000000000', `${journal}.000000000000`]);
  expect(JSON.stringify(files)).not.toContain(marker);
  const shown = (files[`${journal}.000000000000`] ?? '')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(shown[0]).toMatchObject({
    flowId: 'f',
    labels: { team: 9 },
    inputs: { name: 9, map: 21 },
    trigger: { id: 't', type: 'T', variables: { body: 21 } },
  });
  expect(shown[1]).toMatchObject({ state: 'FAILED', error: { code: 'X', line: 3 } });
  expect(shown[9]).toMatchObject({ outputs: { uri: 9, deep: 13 } });
});
