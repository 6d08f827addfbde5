import { expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { readExecution } from '../../src/engine/index.ts';
import { runTasks, statesOf } from '../support/run-flow.ts';
import { makeTempProject } from '../support/temp-project.ts';

const history = ({ state }: Execution): string => state.histories.map((step) => step.state).join(' ');
const say = '- {id: say, type: io.kestra.plugin.core.debug.Return, format: "{{ inputs.n ?? 1 }}"}';
const wait = '- {id: wait, type: io.kestra.plugin.core.flow.Sleep, duration: PT1S}';
const input = 'inputs: [{id: n, type: INT, defaults: 1}]';

test('concurrency: one more waits, is cancelled, or fails', async () => {
  await using project = await makeTempProject();
  const histories = async (behavior: string): Promise<string[]> => {
    const more = `concurrency: {limit: 1, behavior: ${behavior}}`;
    const id = behavior.toLowerCase();
    const first = runTasks(project, wait, { id, more });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const second = runTasks(project, wait, { id, more });
    return (await Promise.all([first, second])).map(({ execution }) => history(execution));
  };
  expect(await histories('QUEUE')).toEqual(['CREATED RUNNING SUCCESS', 'CREATED QUEUED RUNNING SUCCESS']);
  expect(await histories('CANCEL')).toEqual(['CREATED RUNNING SUCCESS', 'CREATED CANCELLED']);
  expect(await histories('FAIL')).toEqual(['CREATED RUNNING SUCCESS', 'CREATED FAILED']);
});

test.each([
  ['FAIL', 'CREATED RUNNING FAILED', ['wait=FAILED']],
  ['CANCEL', 'CREATED RUNNING CANCELLED', ['wait=CANCELLED']],
  ['NONE', 'CREATED RUNNING SUCCESS', ['wait=SUCCESS', 'say=SUCCESS']],
])('an SLA on the duration, %s: labels are set, errors do not run', async (behavior, states, tasks) => {
  await using project = await makeTempProject();
  const more = `sla: [{id: quick, type: MAX_DURATION, duration: PT0.3S, behavior: ${behavior}, labels: {sla: "{{ flow.id }}"}}]
errors: [{id: alarm, type: io.kestra.plugin.core.log.Log, message: never}]`;
  const { execution } = await runTasks(project, `${wait}\n${say}`, { more });
  expect([history(execution), statesOf(execution), execution.labels['sla']]).toEqual([states, tasks, 'test']);
  expect(execution.notices?.map(({ message }) => message)).toEqual([
    'SLA quick is broken: the execution takes longer than PT0.3S',
  ]);
});

test('an SLA that asserts is judged as task runs end, and says nothing before it can be rendered', async () => {
  await using project = await makeTempProject();
  const more = `sla: [{id: two, type: EXECUTION_ASSERTION, assert: "{{ outputs.say.value == '2' }}", behavior: FAIL}]`;
  const tasks = `- {id: first, type: io.kestra.plugin.core.debug.Return, format: x}\n${say}\n${wait}`;
  const { execution } = await runTasks(project, tasks, { more });
  expect([history(execution), statesOf(execution), execution.error?.code]).toEqual([
    'CREATED RUNNING FAILED',
    ['first=SUCCESS', 'say=SUCCESS'],
    'SLA_FAILED',
  ]);
});

test('checks block, fail, or only tell', async () => {
  await using project = await makeTempProject();
  const more = `${input}
checks:
  - {condition: "{{ inputs.n < 9 }}", message: "{{ inputs.n }} is too much", behavior: BLOCK_EXECUTION}
  - {condition: "{{ inputs.n < 5 }}", message: a lot, style: WARNING, behavior: FAIL_EXECUTION}
  - {condition: "{{ inputs.n < 3 }}", message: some, behavior: CREATE_EXECUTION}`;
  const told = await runTasks(project, say, { more, inputs: { n: '3' } });
  expect([history(told.execution), told.execution.notices?.[0]?.message]).toEqual(['CREATED RUNNING SUCCESS', 'some']);
  const failed = await runTasks(project, say, { more, inputs: { n: '7' } });
  expect([history(failed.execution), failed.execution.error?.message]).toEqual([
    'CREATED FAILED',
    'failed checks: a lot, some',
  ]);
  await expect(runTasks(project, say, { more, inputs: { n: '12' } })).rejects.toMatchObject({
    code: 'EXECUTION_BLOCKED',
    message: expect.stringContaining('Failed checks: 12 is too much, a lot, some'),
  });
});

test('a retry by new executions ends with the newest; the ones before name their follower', async () => {
  await using project = await makeTempProject();
  const more = `retry: {type: constant, interval: PT0.1S, maxAttempts: 3, behavior: CREATE_NEW_EXECUTION}
errors: [{id: alarm, type: io.kestra.plugin.core.log.Log, message: once}]`;
  const { execution } = await runTasks(project, '- {id: bad, type: io.kestra.plugin.core.execution.Fail}', { more });
  expect([history(execution), statesOf(execution), execution.retries?.number]).toEqual([
    'CREATED RUNNING FAILED',
    ['bad=FAILED', 'alarm=SUCCESS'],
    3,
  ]);
  const first = await readExecution(project.path('.gitphony', 'executions', execution.originalId ?? ''));
  expect([history(first), statesOf(first)]).toEqual(['CREATED RUNNING FAILED RETRIED', ['bad=RETRIED']]);
  const second = await readExecution(project.path('.gitphony', 'executions', first.retry?.executionId ?? ''));
  expect(second.retry?.executionId).toBe(execution.id);
});

test('taskCache: the same rendered properties are answered, others and old outputs are not', async () => {
  await using project = await makeTempProject();
  const run = async (n: string, ttl: string): Promise<unknown> => {
    const tasks = `- {id: shell, type: io.kestra.plugin.core.debug.Return, format: "{{ inputs.n }}", taskCache: {enabled: true, ttl: ${ttl}}}`;
    const { logs } = await runTasks(project, tasks, { more: input, inputs: { n } });
    return logs.some(({ message }) => message.includes('taskCache'));
  };
  expect([await run('1', 'PT1H'), await run('1', 'PT1H'), await run('2', 'PT1H'), await run('1', 'PT0S')]).toEqual([
    false,
    true,
    false,
    false,
  ]);
});
