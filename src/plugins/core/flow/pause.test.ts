import { expect, it } from 'vitest';
import { createScene, taskErrorOf } from '../../../../tests/support/run-task.ts';
import { createToyScope } from '../../../../tests/support/toy-scope.ts';
import { pause } from './pause.ts';

const byTime = () => ({ by: 'time', pausedAt: 0 }) as const;

it.each([
  ['RESUME', 'SUCCESS'],
  ['WARN', 'WARNING'],
  ['CANCEL', 'CANCELLED'],
] as const)('%s ends as %s when the time is over', async (behavior, state) => {
  await using scene = await createScene();
  const asked: unknown[] = [];
  const scope = createToyScope(scene, {
    children: {},
    pauseEnd: (request) => {
      asked.push(request);
      return byTime();
    },
  });
  expect(await pause.run({ pauseDuration: 'PT1.5S', behavior }, scope)).toMatchObject({ state });
  expect(asked).toEqual([{ duration: 1500, cancels: behavior === 'CANCEL' }]);
  expect(scope.recorded).toMatchObject([{ resumed: { to: state } }]);
});

it('FAIL fails for good, with the outputs recorded', async () => {
  await using scene = await createScene();
  const scope = createToyScope(scene, { children: {}, pauseEnd: byTime });
  const error = await taskErrorOf(pause.run({ delay: 'PT1S', behavior: 'FAIL' }, scope));
  expect(error).toMatchObject({ code: 'PAUSE_OVER', retryable: false });
  expect(scope.recorded).toMatchObject([{ resumed: { to: 'FAILED' } }]);
});

it('hands on what was given by hand, and runs its old tasks afterwards', async () => {
  await using scene = await createScene();
  const scope = createToyScope(scene, {
    children: { tasks: ['t'], onPause: ['tell'] },
    pauseEnd: () => ({ by: 'hand', pausedAt: 0, inputs: { ok: true } }),
  });
  expect(await pause.run({}, scope)).toMatchObject({ state: 'SUCCESS' });
  expect(scope.ran).toEqual(['tell', 't']);
  expect(scope.recorded).toMatchObject([{ onResume: { ok: true }, resumed: { to: 'SUCCESS' } }]);
});

it('says what a duration looks like', async () => {
  await using scene = await createScene();
  const scope = createToyScope(scene, { children: {}, pauseEnd: byTime });
  expect(await taskErrorOf(pause.run({ pauseDuration: 'soon' }, scope))).toMatchObject({ code: 'BAD_DURATION' });
});
