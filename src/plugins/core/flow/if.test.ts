// oxlint-disable unicorn/no-thenable -- `then` is the name of the property in the flow language; these objects are never awaited.
import { expect, it } from 'vitest';
import { createScene } from '../../../../tests/support/run-task.ts';
import { createToyScope } from '../../../../tests/support/toy-scope.ts';
import { ifElse } from './if.ts';

const children = { then: ['t'], else: ['e'] };

it.each([
  ['true', ['t'], true],
  ['False', ['t'], true],
  ['false', ['e'], false],
  ['', ['e'], false],
  ['0', ['e'], false],
  [true, ['t'], true],
  [0, ['e'], false],
])('condition %j runs %j', async (condition, ran, evaluationResult) => {
  await using scene = await createScene();
  const scope = createToyScope(scene, { children });
  const result = await ifElse.run({ condition, then: [] }, scope);
  expect(result).toEqual({ state: 'SUCCESS', outputs: { evaluationResult } });
  expect(scope.ran).toEqual(ran);
  expect(scope.recorded).toEqual([{ evaluationResult }]);
});

it('does nothing without an else, and answers the state of its branch', async () => {
  await using scene = await createScene();
  const noElse = createToyScope(scene, { children: { then: ['t'] } });
  expect(await ifElse.run({ condition: 'false', then: [] }, noElse)).toMatchObject({ state: 'SUCCESS' });
  const failing = createToyScope(scene, { children, states: { t: 'FAILED' } });
  expect(await ifElse.run({ condition: 'true', then: [] }, failing)).toMatchObject({ state: 'FAILED' });
});

it('fails where the condition cannot be rendered, and takes no branch', async () => {
  await using scene = await createScene();
  const scope = createToyScope(scene, { children });
  await expect(ifElse.run({ condition: '{{ outputs.ghost.value == 1 }}', then: [] }, scope)).rejects.toThrow(/./u);
  expect(scope.ran).toEqual([]);
});

it('follows the recorded branch on resume, whatever the condition says now', async () => {
  await using scene = await createScene();
  const scope = createToyScope(scene, { children, recordedOutputs: { evaluationResult: false } });
  await ifElse.run({ condition: 'true', then: [] }, scope);
  expect(scope.ran).toEqual(['e']);
});
