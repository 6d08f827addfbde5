import { expect, it } from 'vitest';
import { runTask, taskErrorOf } from '../../../../tests/support/run-task.ts';
import { fail } from './fail.ts';

it('fails, with the message', async () => {
  expect((await taskErrorOf(runTask(fail, {}))).message).toBe('Task failure');
  expect((await taskErrorOf(runTask(fail, { condition: 'true', errorMessage: 'no' }))).message).toBe('no');
});

it.each(['false', '0', '', false, 0])('does nothing for the condition %j', async (condition) => {
  expect(await runTask(fail, { condition })).toMatchObject({ logs: [] });
});
