import { expect, it } from 'vitest';
import { runTask, taskErrorOf } from '../../../../tests/support/run-task.ts';
import type { FlowCall } from '../../../contract/flow-call.ts';
import type { State } from '../../../contract/states.ts';
import { subflow } from './subflow.ts';

const properties = { namespace: 'company.team', flowId: 'child' };

function ending(state: State, calls: FlowCall[] = []) {
  return async (call: FlowCall) => {
    calls.push(call);
    return { executionId: 'child1', ended: Promise.resolve({ id: 'child1', state, outputs: {}, message: 'why' }) };
  };
}

it.each([
  ['SUCCESS', 'SUCCESS'],
  ['WARNING', 'WARNING'],
] as const)('an execution that ends as %s makes it %s', async (state, own) => {
  const result = await runTask(subflow, properties, { callFlow: ending(state) });
  expect(result).toMatchObject({ state: own, outputs: { executionId: 'child1', state } });
});

it.each(['FAILED', 'KILLED', 'CANCELLED'] as const)(
  'fails with one that ends as %s, unless told otherwise',
  async (state) => {
    const error = await taskErrorOf(runTask(subflow, properties, { callFlow: ending(state) }));
    expect(error).toMatchObject({ code: 'FLOW_FAILED', outputs: { executionId: 'child1', state } });
    expect(error.message).toContain('why');
    const told = await runTask(subflow, { ...properties, transmitFailed: false }, { callFlow: ending(state) });
    expect(told.state).toBeUndefined();
  },
);

it('renders inputs, and hands on the labels that are not the system’s', async () => {
  const calls: FlowCall[] = [];
  const variables = { n: 3, labels: { team: 'data', nested: { key: 'x' }, system: { from: 'api' } } };
  const labels = [{ key: 'own', value: 1 }];
  const asked = { ...properties, inputs: { a: '{{ n }}', b: [true] }, labels, inheritLabels: true };
  await runTask(subflow, asked, { callFlow: ending('SUCCESS', calls), variables });
  expect(calls[0]).toMatchObject({
    inputs: { a: '3', b: [true] },
    labels: { team: 'data', 'nested.key': 'x', own: '1' },
    wait: true,
    onRestart: 'continue',
  });
  expect(calls[0]?.labels).not.toHaveProperty('system.from');
});

it('does not wait where it must not', async () => {
  const result = await runTask(subflow, { ...properties, wait: false }, { callFlow: ending('FAILED') });
  expect(result.outputs).toEqual({ executionId: 'child1', state: 'CREATED' });
});
