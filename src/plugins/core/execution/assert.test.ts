import { expect, it } from 'vitest';
import { createScene, runTask, taskErrorOf } from '../../../../tests/support/run-task.ts';
import { assert } from './assert.ts';

it('is content where all conditions hold', async () => {
  const { logs, metrics } = await runTask(assert, { conditions: ['{{ 1 == 1 }}', 'text'] });
  expect(logs).toEqual([]);
  expect(metrics).toEqual([
    { name: 'success', type: 'counter', value: 2 },
    { name: 'failed', type: 'counter', value: 0 },
  ]);
});

it('c065: logs each condition that does not hold, and fails with their number', async () => {
  await using scene = await createScene();
  const conditions = ['{{ 1 == 1 }}', '{{ 1 == 2 }}', '{{ inputs.ghost == 4 }}'];
  const error = await taskErrorOf(runTask(assert, { conditions, errorMessage: 'sums differ' }, { scene }));
  expect(error.message).toBe('2 assertions failed!\nsums differ');
  const messages = scene.record.logs.map(({ message }) => message);
  expect(messages).toEqual(['Assertion `{{ 1 == 2 }}` failed!', expect.stringContaining('cannot be rendered')]);
});
