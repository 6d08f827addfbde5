import { expect, it } from 'vitest';
import { createScene } from '../../../../tests/support/run-task.ts';
import { createToyScope } from '../../../../tests/support/toy-scope.ts';
import { sequential } from './sequential.ts';

it('runs its tasks in order and answers their state', async () => {
  await using scene = await createScene();
  const scope = createToyScope(scene, { children: { tasks: ['a', 'b', 'c'] }, states: { b: 'FAILED' } });
  expect(await sequential.run({ tasks: [] }, scope)).toEqual({ state: 'FAILED' });
  expect(scope.ran).toEqual(['a', 'b']);
});
