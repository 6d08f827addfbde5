import { expect, it } from 'vitest';
import { runTask } from '../../../../tests/support/run-task.ts';
import { returnValue } from './return.ts';

it('returns the text, with its length as a metric', async () => {
  const { outputs, metrics } = await runTask(returnValue, { format: 'abc' });
  expect(outputs).toEqual({ value: 'abc' });
  expect(metrics).toEqual([
    { name: 'length', type: 'counter', value: 3 },
    { name: 'duration', type: 'timer', value: expect.any(Number) },
  ]);
});

it('returns an empty text, and nothing at all without a format', async () => {
  expect((await runTask(returnValue, { format: '' })).outputs).toEqual({ value: '' });
  expect((await runTask(returnValue, {})).outputs).toEqual({});
});
