import { expect, it } from 'vitest';
import { locateInText } from './locate-in-text.ts';

const flow = `id: a
tasks:
  - id: b
    script: |
      one
        two

      four
    folded: >
      one
      two
    plain: one
`;

it.each([
  ['the first line', 1, 1, { line: 5, column: 7, offset: flow.indexOf('one') }],
  ['an indented line', 2, 3, { line: 6, column: 9, offset: flow.indexOf('two') }],
  ['a line behind an empty one', 4, 2, { line: 8, column: 8, offset: flow.indexOf('our') }],
  ['a line behind the last', 5, 1, undefined],
])('finds %s of a literal block', async (_, line, column, expected) => {
  expect(await locateInText(flow, ['tasks', 0, 'script'], line, column)).toEqual(expected);
});

it.each(['folded', 'plain', 'missing'])('knows no lines of what is written otherwise: %s', async (property) => {
  expect(await locateInText(flow, ['tasks', 0, property], 1, 1)).toBeUndefined();
});
