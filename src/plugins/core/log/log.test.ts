import { expect, it } from 'vitest';
import { runTask } from '../../../../tests/support/run-task.ts';
import { log } from './log.ts';

it('writes a message as one INFO record', async () => {
  const { logs } = await runTask(log, { message: 'a\nb' });
  expect(logs).toEqual([{ level: 'INFO', message: 'a\nb' }]);
});

it('writes a list as one record each, at the given level', async () => {
  const { logs } = await runTask(log, { message: ['a', 'b'], level: 'ERROR' });
  expect(logs).toEqual([
    { level: 'ERROR', message: 'a' },
    { level: 'ERROR', message: 'b' },
  ]);
});
