import { expect, it } from 'vitest';
import { runTask, taskErrorOf } from '../../../../tests/support/run-task.ts';
import { sleep } from './sleep.ts';

it('waits as long as asked', async () => {
  const started = performance.now();
  await runTask(sleep, { duration: 'PT0.05S' });
  expect(performance.now() - started).toBeGreaterThan(45);
});

it('does not wait for nothing', async () => {
  expect((await runTask(sleep, { duration: 'PT0S' })).outputs).toBeUndefined();
});

it('ends at once, with the reason, when it is cancelled', async () => {
  const controller = new AbortController();
  const reason = new Error('killed by hand');
  const work = runTask(sleep, { duration: 'P60D' }, { signal: controller.signal });
  setTimeout(() => controller.abort(reason), 10);
  await expect(work).rejects.toBe(reason);
});

it('says what a duration looks like', async () => {
  const error = await taskErrorOf(runTask(sleep, { duration: 'soon' }));
  expect(error).toMatchObject({ code: 'BAD_DURATION', retryable: false });
  expect(error.message).toContain('got "soon"');
});
