import { expect, test } from 'vitest';
import type { Execution } from '../contract/execution.ts';
import { describeEnded, MOST_HANDOVER, printHandover, readEndedList, readHandover } from './handover.ts';

const state = { histories: [], startDate: '2019-01-01T00:00:00.000Z', duration: 1 };
const attempt = (current: 'FAILED' | 'SUCCESS') => ({ state: { ...state, current }, logFile: 'x' });
const execution: Execution = {
  id: 'abc',
  namespace: 'demo',
  flowId: 'load',
  flowRevision: 3,
  flowFile: 'flows/load.yaml',
  labels: { team: 'data' },
  inputs: { password: 'stays-here' },
  outputs: { rows: 42 },
  variables: {},
  taskRunList: [
    {
      id: 't',
      executionId: 'abc',
      taskId: 'x',
      taskType: 'y',
      outputs: {},
      attempts: [attempt('FAILED'), attempt('SUCCESS')],
      metrics: [],
      state: { ...state, current: 'SUCCESS' },
    },
  ],
  state: { ...state, current: 'WARNING', endDate: '2019-01-01T00:01:00.000Z' },
};

test('what the next flow may know arrives, and nothing else', () => {
  const text = printHandover('after', describeEnded(execution));
  expect(text).not.toContain('stays-here');
  const { trigger, execution: read } = readHandover(text);
  expect(trigger).toBe('after');
  const { id, namespace, flowId, flowRevision, labels, outputs } = execution;
  expect(read).toMatchObject({ id, namespace, flowId, flowRevision, labels, outputs, inputs: {} });
  expect(read.state).toMatchObject({
    current: 'WARNING',
    startDate: state.startDate,
    endDate: '2019-01-01T00:01:00.000Z',
  });
  expect(read.taskRunList.map(({ attempts }) => attempts.map((one) => one.state.current))).toEqual([
    ['FAILED', 'SUCCESS'],
  ]);
});

test('more than a dispatch can carry is refused', () => {
  const ended = describeEnded({ ...execution, outputs: { text: 'x'.repeat(MOST_HANDOVER) } });
  expect(() => printHandover('after', ended)).toThrow(/at most 60000 characters/);
});

test.each([
  ['no JSON', 'expected JSON'],
  ['[]', 'trigger and execution'],
  ['{"trigger":"a","execution":5}', 'an execution'],
  ['{"trigger":"a","execution":{"id":"x"}}', 'the text namespace'],
  [printHandover('a', { ...describeEnded(execution), v: 2 }), 'version 1'],
  [printHandover('a', { ...describeEnded(execution), state: 'RUNNING' }), 'a state in which an execution ends'],
  [printHandover('a', { ...describeEnded(execution), startDate: 'soon' }), 'a date in startDate'],
])('%s is refused', (text, message) => {
  expect(() => readHandover(text)).toThrow(message);
});

test('a list that is none is refused', () => {
  expect(() => readEndedList('{}')).toThrow('a list of executions');
});
