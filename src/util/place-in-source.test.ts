import { expect, test } from 'vitest';
import { placeInSource } from './place-in-source.ts';

const source = 'SELECT {{ vars.columns }}\nFROM {{ t }} WHERE nope = 1\n';
const rendered = 'SELECT a,\n  b\nFROM `p.d.t` WHERE nope = 1\n';

test.each([
  ['what is written', 'SELECT', source.indexOf('SELECT')],
  ['what a template made', 'a,', source.indexOf('{{ vars')],
  ['its second line', 'b\n', source.indexOf('{{ vars')],
  ['what stands behind it', 'FROM', source.indexOf('FROM')],
  ['a second template', '`p.d', source.indexOf('{{ t')],
  ['the rest', 'nope', source.indexOf('nope')],
])('%s', (_, text, expected) => {
  expect(placeInSource(source, rendered, rendered.indexOf(text))).toBe(expected);
});

test('the end, a text without templates, and a text that came from elsewhere', () => {
  expect(placeInSource(source, rendered, rendered.length)).toBe(source.length);
  expect(placeInSource('SELECT 1', 'SELECT 1', 7)).toBe(7);
  expect(placeInSource('{{ sql }}', 'SELECT 1', 7)).toBe(0);
  expect(placeInSource('SELECT {{ a }} x', 'SELECT 1', 7)).toBeUndefined();
});
