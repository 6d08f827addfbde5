import { expect, test } from 'vitest';
import { excerptOfSql, offsetOfCharacter, placeInSql, shortSql } from './sql-excerpt.ts';

test('place and caret', () => {
  const sql = 'SELECT 1,\n\tnope\nFROM t';
  const offset = sql.indexOf('nope');
  expect(placeInSql(sql, offset)).toEqual({ line: 2, column: 2 });
  expect(excerptOfSql(sql, offset)).toBe('   nope\n   ^');
});

test('a long line is cut around the place', () => {
  const sql = `${'a, '.repeat(500)}nope${', b'.repeat(500)}`;
  const [line = '', caret = ''] = excerptOfSql(sql, sql.indexOf('nope')).split('\n');
  expect(line.length).toBeLessThan(130);
  expect(line.slice(caret.indexOf('^')).startsWith('nope')).toBe(true);
});

test('PostgreSQL counts characters, not UTF-16 units', () => {
  const sql = "select '🚕🚕', nope";
  expect(offsetOfCharacter(sql, Array.from(sql).indexOf('n') + 1)).toBe(sql.indexOf('nope'));
});

test('a statement on one line', () => {
  expect(shortSql('  SELECT\n   1 ')).toBe('SELECT 1');
  expect(shortSql('x'.repeat(300))).toHaveLength(120);
});
