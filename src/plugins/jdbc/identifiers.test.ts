import { expect, test } from 'vitest';
import { columnNames, tableName, unquoted } from './identifiers.ts';

test.each(['trips', 'public.yellow_tripdata', '"My Table"', 'a."b""c"', 'db.schema.t$1', 'größe'])(
  '%s is a name',
  (text) => {
    expect(tableName('table', text)).toBe(text);
  },
);

test.each(['', 'a;b', 'a b', 'a--', 't; DROP TABLE x', 'a.b.c.d', '1a', 't (a)', '"a', 'a"b"', "a'"])(
  '%j is refused as a table',
  (text) => {
    expect(() => tableName('table', text)).toThrow(/`table` should hold/);
  },
);

test('columns', () => {
  expect(columnNames('columns', ['VendorID', ' "order" '])).toEqual(['VendorID', '"order"']);
  expect(() => columnNames('columns', ['a', 'b)'])).toThrow(/`columns` should hold column names, but has "b\)"/);
  expect(unquoted('"a""b"')).toBe('a"b');
});
