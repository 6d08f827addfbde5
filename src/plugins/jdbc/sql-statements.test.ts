import { expect, test } from 'vitest';
import { splitStatements } from './sql-statements.ts';

const cases: readonly (readonly [name: string, sql: string, statements: readonly string[]])[] = [
  ['statements', 'a; b ;c', ['a', 'b', 'c']],
  ['empty parts and trailing comments are none', ';; a; /* b; */ ; -- c;', ['a']],
  ['strings with doubled quotes', "select 'it''s;'; b", ["select 'it''s;'", 'b']],
  ['a backslash ends no plain string', "select '\\'; b", ["select '\\'", 'b']],
  ['escape strings', "select E'\\';'; b", ["select E'\\';'", 'b']],
  ['a name that ends in e is no escape string', "select name'\\'; b", ["select name'\\'", 'b']],
  ['quoted names', 'select ";""x"; b', ['select ";""x"', 'b']],
  ['dollar quotes', 'do $$ begin; end $$; b', ['do $$ begin; end $$', 'b']],
  ['tagged dollar quotes', 'do $a$ ; $$ ; $b$ $a$; b', ['do $a$ ; $$ ; $b$ $a$', 'b']],
  ['numbered parameters open no string', 'select $1; select $2', ['select $1', 'select $2']],
  ['a dollar inside a name', 'select a$b$; select $b$ ; $b$', ['select a$b$', 'select $b$ ; $b$']],
  ['nested comments', 'a /* ; /* ; */ ; */ b; c', ['a /* ; /* ; */ ; */ b', 'c']],
  ['comments in front stay', '-- why;\nselect 1; b', ['-- why;\nselect 1', 'b']],
  ['rules', 'create rule r as on insert to t do (a; b); c', ['create rule r as on insert to t do (a; b)', 'c']],
  [
    'SQL-standard bodies',
    'create or replace function f() returns int begin atomic select case when a then b end; select 2; end; c',
    ['create or replace function f() returns int begin atomic select case when a then b end; select 2; end', 'c'],
  ],
  ['transactions are no bodies', 'begin; select 1; end; c', ['begin', 'select 1', 'end', 'c']],
  ['what is left open reaches to the end', "a; select 'x; y", ['a', "select 'x; y"]],
];

test.each(cases)('%s', (_, sql, statements) => {
  const split = splitStatements(sql);
  expect(split.map(({ text }) => text)).toEqual(statements);
  for (const { text, offset } of split) expect(sql.slice(offset, offset + text.length)).toBe(text);
});

test('a long text is split in linear time', () => {
  const sql = "INSERT INTO t VALUES ('a;b', $$c;d$$); -- e;\n".repeat(50_000);
  expect(splitStatements(sql)).toHaveLength(50_000);
});
