import { expect, test } from 'vitest';
import { hasOwner } from './code-owners.ts';

test.each([
  ['* @a', 'flows/x.yaml', true],
  ['', 'flows/x.yaml', false],
  ['/flows/ @a', 'flows/sub/x.yaml', true],
  ['/flows/ @a', 'other/flows/x.yaml', false],
  ['flows/ @a', 'other/flows/x.yaml', true],
  ['/flows @a', 'flows/sub/x.yaml', true],
  ['/flows/* @a', 'flows/x.yaml', true],
  ['/flows/* @a', 'flows/sub/x.yaml', false],
  ['/flows/** @a', 'flows/sub/x.yaml', true],
  ['*.yaml @a', 'flows/sub/x.yaml', true],
  ['*.yml @a', 'flows/sub/x.yaml', false],
  ['**/x.yaml @a', 'flows/sub/x.yaml', true],
  ['gitphony.yaml @a', 'gitphony.yaml', true],
  ['gitphony-yaml @a', 'gitphony.yaml', false],
  ['* @a\n/flows/', 'flows/x.yaml', false],
  ['* @a # all\n# /flows/', 'flows/x.yaml', true],
])('%j owns %s: %s', (text, path, expected) => {
  expect(hasOwner(text, path)).toBe(expected);
});
