import { expect, it } from 'vitest';
import { createScene } from '../../../../tests/support/run-task.ts';
import { createToyScope } from '../../../../tests/support/toy-scope.ts';
import { parseJson } from '../../../util/json.ts';
import { renderLoopValues } from './loop-values.ts';

it.each([
  ['a list', '["a","b"]', ['a', 'b']],
  ['numbers as they print', '[1,2.50,4.0,true]', ['1', '2.5', '4.0', 'true']],
  ['maps and lists as JSON', '[{"k":"v","n":1},[1,2]]', ['{"k":"v","n":1}', '[1,2]']],
  ['equal values once, a text apart from a number', '["a","a",1,1,"1"]', ['a', '1', '1']],
  ['nothing', '[]', []],
])('takes %s, written or as JSON text', async (_name, json, expected) => {
  await using scene = await createScene();
  const scope = createToyScope(scene, { children: {} });
  expect(await renderLoopValues(scope, 'values', json)).toEqual(expected);
  expect(await renderLoopValues(scope, 'values', parseJson(json))).toEqual(expected);
});

it.each([
  ['a null', '["a",null]', 'got 1 null among 2'],
  ['a map', '{"a":1}', 'expected a JSON list, got "{\\"a\\":1}"'],
  ['what is no JSON', 'a, b', 'expected a JSON list, got "a, b"'],
])('refuses %s', async (_name, json, message) => {
  await using scene = await createScene();
  const scope = createToyScope(scene, { children: {} });
  await expect(renderLoopValues(scope, 'values', json)).rejects.toThrow(message);
});
