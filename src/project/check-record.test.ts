import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toyFlow, toyTask } from '../../tests/support/engine-scene.ts';
import { tempProject } from '../../tests/support/temp-project.ts';
import { checkRecord } from './check-record.ts';

const id = 'execution1';
const flow = toyFlow([toyTask('make', 'toy.Log')]);
type Event = Readonly<Record<string, unknown>>;

const created = (more: Event = {}): Event => ({
  type: 'execution.created',
  id,
  namespace: flow.namespace,
  flowId: flow.id,
  flowRevision: 1,
  flowHash: flow.sourceHash,
  flowFile: flow.file,
  labels: {},
  inputs: {},
  variables: {},
  ...more,
});
const taskRun = { type: 'taskrun.created', id: 'r1', taskId: 'make', taskType: 'toy.Log' };
const attempt = { type: 'attempt.started', id: 'r1', attempt: 1, log: 'logs/r1-1.log' };

function lines(events: readonly Event[]): string {
  return events.map((event, seq) => `${JSON.stringify({ v: 1, seg: 0, seq, ts: 1, ...event })}\n`).join('');
}

async function check(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const project = await tempProject();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(project.path(path)), { recursive: true });
    await writeFile(project.path(path), text);
  }
  return checkRecord(project.dir, { flow, executions: [id] });
}

const journal = (events: readonly Event[], of = id): Record<string, string> => ({
  [`executions/${of}/journal.jsonl`]: lines(events),
});

describe('control plane 7: restart, poisoned journals', () => {
  it('takes a journal of the flow, with those that its tasks have started', async () => {
    const child = created({
      id: 'child1234',
      namespace: 'other',
      trigger: { id: 't', type: 't', variables: { executionId: id } },
    });
    const retry = created({ id: 'retry1234', originalId: 'child1234' });
    const files = {
      ...journal([created(), taskRun, attempt]),
      ...journal([child], 'child1234'),
      ...journal([retry], 'retry1234'),
    };
    expect([...(await check(files))].toSorted()).toEqual(['child1234', id, 'retry1234']);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['of another flow', journal([created({ flowId: 'other' })]), 'RECORD_FOREIGN'],
    ['of another namespace', journal([created({ namespace: 'other' })]), 'RECORD_FOREIGN'],
    ['that lies in the folder of another execution', journal([created({ id: 'another12' })]), 'RECORD_DAMAGED'],
    [
      'of an execution that none here has started',
      { ...journal([created()]), ...journal([created({ id: 'stranger1' })], 'stranger1') },
      'RECORD_FOREIGN',
    ],
    [
      'that tells of a task which the flow has not',
      journal([created(), { ...taskRun, taskId: 'planted' }]),
      'RECORD_DAMAGED',
    ],
    [
      'that tells of a task of another type',
      journal([created(), { ...taskRun, taskType: 'toy.Shell' }]),
      'RECORD_DAMAGED',
    ],
    [
      'with an event about a task run that is not there',
      journal([created(), { ...attempt, id: 'nobody' }]),
      'JOURNAL_BROKEN',
    ],
    ['that creates the execution twice', journal([created(), created()]), 'JOURNAL_BROKEN'],
    ['with a number left out', journal([created(), { ...taskRun, seq: 5 }]), 'JOURNAL_BROKEN'],
    ['of another segment', journal([created(), { ...taskRun, seg: 3 }]), 'JOURNAL_BROKEN'],
    ['of a version to come', journal([created({ v: 99 })]), 'JOURNAL_NEWER'],
    ['that is no JSON', { [`executions/${id}/journal.jsonl`]: 'poison\n' }, 'JOURNAL_BROKEN'],
    ['that begins in the middle', journal([taskRun]), 'JOURNAL_BROKEN'],
    ['that is empty', { [`executions/${id}/journal.jsonl`]: '' }, 'RECORD_DAMAGED'],
    [
      'that names a log elsewhere',
      journal([created(), taskRun, { ...attempt, log: '../../../etc/passwd' }]),
      'RECORD_DAMAGED',
    ],
    [
      'that names a short log elsewhere',
      journal([
        created(),
        taskRun,
        attempt,
        {
          type: 'attempt.ended',
          id: 'r1',
          attempt: 1,
          state: 'SUCCESS',
          logSize: 9,
          shortLog: { file: '/etc/passwd', start: 0 },
        },
      ]),
      'RECORD_DAMAGED',
    ],
    [
      'with an address that leads out of the storage',
      journal([
        created(),
        taskRun,
        { type: 'taskrun.outputs', id: 'r1', outputs: { uri: 'kestra:///a/b/../../../etc/passwd' } },
      ]),
      'RECORD_DAMAGED',
    ],
    [
      'with files of an execution that is not in it',
      { ...journal([created()]), 'storage/a/b/executions/other1234/x/y': '' },
      'RECORD_FOREIGN',
    ],
  ])('refuses one %s', async (_title, files, code) => {
    await expect(check(files)).rejects.toMatchObject({ code });
  });
});
