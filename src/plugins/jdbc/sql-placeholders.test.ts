import { expect, test } from 'vitest';
import { bindNamed, bindQuestionMarks } from './sql-placeholders.ts';

const known = new Set(['a', 'b', 'id']);

const named: readonly (readonly [name: string, sql: string, text: string, names: readonly string[]])[] = [
  ['names', 'select :a, :b', 'select $1, $2', ['a', 'b']],
  ['each occurrence has its own number', ':a + :a', '$1 + $2', ['a', 'a']],
  ['casts', 'select :a::int, x::b', 'select $1::int, x::b', ['a']],
  ['strings, names, comments', `':a' ":a" -- :a\n/* :a */ $$ :a $$ :b`, `':a' ":a" -- :a\n/* :a */ $$ :a $$ $1`, ['b']],
  ['array slices', 'x[1:2] || x[ :n] || x[:a]', 'x[1:2] || x[ :n] || x[$1]', ['a']],
  ['named notation', 'f(a := :b)', 'f(a := $1)', ['b']],
];

test.each(named)('named: %s', (_, sql, text, names) => {
  expect(bindNamed(sql, known)).toMatchObject({ text, names });
});

test('an unknown name is told with its place', () => {
  expect(bindNamed('select :a, :other', known)).toEqual({ unknown: 'other', offset: 11 });
});

test('places lead back to what was written', () => {
  const sql = 'select :id, nope, :a, gone';
  const bound = bindNamed(sql, known);
  if ('unknown' in bound) throw new Error('not bound');
  for (const word of ['nope', 'gone']) expect(bound.toSource(bound.text.indexOf(word))).toBe(sql.indexOf(word));
  expect(bound.toSource(bound.text.indexOf('$2'))).toBe(sql.indexOf(':a'));
});

test('question marks', () => {
  const bound = bindQuestionMarks(`insert into t values (?, '?', ? ?? 'k', "?")`);
  expect(bound).toMatchObject({ text: `insert into t values ($1, '?', $2 ? 'k', "?")`, names: ['0', '1'] });
});
