import { existsSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readExecution } from '../../src/engine/index.ts';
import { runTasks, statesOf } from '../support/run-flow.ts';
import { tempProject } from '../support/temp-project.ts';

const core = 'io.kestra.plugin.core';
const say = (id: string): string => `- {id: ${id}, type: ${core}.debug.Return, format: x}\n`;
const exit = (id: string, state: string): string => `- {id: ${id}, type: ${core}.execution.Exit, state: ${state}}\n`;
const handlers = `errors:\n  ${say('on_error')}finally:\n  ${say('at_last')}afterExecution:\n  ${say('after')}`;
const nest = (tasks: string): string => tasks.replaceAll(/^(?=.)/gmu, '    ');

it.each(['SUCCESS', 'WARNING', 'FAILED', 'KILLED'])(
  'Exit %s inside blocks gives them its state, and nothing else begins',
  async (state) => {
    const project = await tempProject();
    const inner = `- id: inner\n  type: ${core}.flow.Sequential\n  errors:\n${nest(say('inner_error'))}  finally:\n${nest(say('inner_last'))}  tasks:\n${nest(exit('leave', state) + say('never'))}`;
    const tasks = `- id: outer\n  type: ${core}.flow.Sequential\n  tasks:\n${nest(inner)}${say('last')}`;
    const { execution } = await runTasks(project, tasks, { more: handlers });
    expect(execution.state.current).toBe(state);
    expect(execution.state.histories.map((step) => step.state)).toEqual(['CREATED', 'RUNNING', state]);
    expect(statesOf(execution)).toEqual([`outer=${state}`, `inner=${state}`, `leave=${state}`, 'after=SUCCESS']);
  },
);

it('Exit lets what runs beside it come to its end, but for KILLED', async () => {
  const project = await tempProject();
  const parallel = (state: string): string =>
    `- id: both\n  type: ${core}.flow.Parallel\n  tasks:\n${nest(
      `- {id: slow, type: ${core}.flow.Sleep, duration: PT0.4S}\n- id: soon\n  type: ${core}.flow.Sequential\n  tasks:\n${nest(exit('leave', state))}`,
    )}${say('never')}`;
  const left = await runTasks(project, parallel('FAILED'));
  expect(left.execution.state.current).toBe('FAILED');
  expect(statesOf(left.execution).toSorted()).toEqual(['both=FAILED', 'leave=FAILED', 'slow=SUCCESS', 'soon=FAILED']);
  const killed = await runTasks(project, parallel('KILLED'));
  expect(killed.execution.state.current).toBe('KILLED');
  expect(statesOf(killed.execution)).toContain('slow=KILLED');
});

it('Exit ends a loop', async () => {
  const project = await tempProject();
  const tasks = `- id: loop\n  type: ${core}.flow.ForEach\n  values: [a, b]\n  tasks:\n${nest(exit('leave', 'SUCCESS'))}`;
  const { execution } = await runTasks(project, tasks);
  expect(statesOf(execution)).toEqual(['loop=SUCCESS', 'leave=SUCCESS']);
});

it('SetVariables merges maps, takes JSON text, and masks what it records', async () => {
  const project = await tempProject({ '.env': 'TOKEN=s3cr3t-value\n' });
  const set = `- id: set\n  type: ${core}.execution.SetVariables\n  variables: {m: {b: 2}, t: "{{ secret('TOKEN') }}"}\n`;
  const text = `- id: text\n  type: ${core}.execution.SetVariables\n  variables: '{{ {"n": 1.5} }}'\n`;
  const show = `- {id: show, type: ${core}.debug.Return, format: "{{ vars.m }} {{ vars.n }} {{ vars.t == 's3cr3t-value' }}"}\n`;
  const { execution } = await runTasks(project, set + text + show, { more: 'variables: {m: {a: 1}}' });
  expect(execution.taskRunList.at(-1)?.outputs).toEqual({ value: '{"a":1,"b":2} 1.5 true' });
  expect(execution.variables).toMatchObject({ m: { a: 1, b: 2 } });
  expect(JSON.stringify(execution)).not.toContain('s3cr3t-value');
});

it('UnsetVariables removes nested ones, warns of a missing one, and fails for a missing map', async () => {
  const project = await tempProject();
  const more = 'variables: {m: {a: 1, b: 2}}';
  const unset = (names: string): string =>
    `- {id: unset, type: ${core}.execution.UnsetVariables, variables: ${names}}\n`;
  const { execution, logs } = await runTasks(project, unset('[m.a, gone]'), { more });
  expect(execution.variables).toEqual({ m: { b: 2 } });
  expect(logs).toContainEqual(
    expect.objectContaining({ level: 'WARN', message: 'there is no variable gone to remove' }),
  );
  expect((await runTasks(project, unset('[x.y]'), { more })).execution.state.current).toBe('FAILED');
});

it('counts and purges the executions of this machine, never one that has not ended', async () => {
  const project = await tempProject();
  const work = `- {id: file, type: ${core}.storage.Write, content: x}\n- {id: log, type: ${core}.log.Log, message: [a, b]}\n`;
  const first = await runTasks(project, work, { id: 'work' });
  await runTasks(project, work, { id: 'work' });
  const count = `- id: count
  type: ${core}.execution.Count
  flows: [{namespace: company.team, flowId: work}, {namespace: company.team, flowId: none}]
  startDate: "{{ now() | dateAdd(-1, 'HOURS') }}"
  expression: "{{ count != 1 }}"
`;
  const counted = await runTasks(project, count, { id: 'count' });
  expect(counted.execution.taskRunList[0]?.outputs).toEqual({
    results: [
      { namespace: 'company.team', flowId: 'work', count: 2 },
      { namespace: 'company.team', flowId: 'none', count: 0 },
    ],
    total: 2,
  });
  // As a restart leaves it: the record of the earlier end, and a journal that goes on.
  const begun = await runTasks(project, say('a'), { id: 'begun' });
  const journal = project.path('.gitphony', 'executions', begun.execution.id, 'journal.1.jsonl');
  const head = { v: 1, seg: 1, seq: 0, ts: Date.now() + 1000, type: 'execution.reopened', removed: [], flowHash: 'x' };
  await writeFile(journal, `${JSON.stringify(head)}\n`);
  await utimes(journal, new Date(), new Date(Date.now() + 5000));
  const purge = `- id: purge
  type: ${core}.execution.PurgeExecutions
  namespace: company.team
  endDate: "{{ now() | dateAdd(1, 'HOURS') }}"
`;
  const purged = await runTasks(project, purge, { id: 'purge' });
  expect(purged.execution.taskRunList[0]?.outputs).toEqual({
    executionsCount: 3,
    taskOutputsCount: 3,
    logsCount: 4,
    storagesCount: 2,
    metricsCount: 0,
  });
  expect(existsSync(project.path('.gitphony', 'executions', first.execution.id))).toBe(false);
  expect(existsSync(project.path('.gitphony', 'executions', purged.execution.id))).toBe(true);
  expect(existsSync(journal)).toBe(true);
});

it('Resume lets a paused execution go on with inputs, and tells what is not paused', async () => {
  const project = await tempProject();
  const pause = `- {id: wait, type: ${core}.flow.Pause, onResume: [{id: who, type: STRING}]}
- {id: show, type: ${core}.debug.Return, format: "{{ outputs.wait.onResume.who }}"}
`;
  const { execution } = await runTasks(project, pause, { id: 'waits' });
  expect(execution.state.current).toBe('PAUSED');
  const resume = `- {id: resume, type: ${core}.execution.Resume, executionId: ${execution.id}, inputs: {who: "{{ flow.id }}"}}
`;
  const first = await runTasks(project, resume, { id: 'resume' });
  expect(first.execution.error).toBeUndefined();
  const resumed = await readExecution(project.path('.gitphony', 'executions', execution.id));
  expect(resumed.state.current).toBe('SUCCESS');
  expect(resumed.taskRunList.at(-1)?.outputs).toEqual({ value: 'resume' });
  const again = await runTasks(project, resume, { id: 'resume' });
  expect(again.execution.error?.code).toBe('EXECUTION_NOT_PAUSED');
  const gone = `- {id: resume, type: ${core}.execution.Resume, executionId: abcdefgh12}
`;
  expect((await runTasks(project, gone, { id: 'resume' })).execution.error?.code).toBe('EXECUTION_NOT_FOUND');
});
