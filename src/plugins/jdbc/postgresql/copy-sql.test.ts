import { expect, test } from 'vitest';
import { copyOptions, copyTable } from './copy-sql.ts';

test('names go through as written', () => {
  expect(copyTable('public.trips', ['VendorID', '"Order"'])).toBe('public.trips (VendorID, "Order")');
});

test('options', () => {
  expect(copyOptions({})).toBe('');
  expect(copyOptions({ format: 'TEXT' })).toBe('');
  expect(
    copyOptions({
      format: 'CSV',
      header: 'MATCH',
      delimiter: '\\t',
      quote: "'",
      nullString: '\\N',
      forceNull: ['a', 'b'],
    }),
  ).toBe(" WITH (FORMAT CSV, DELIMITER '\t', NULL '\\N', HEADER MATCH, QUOTE '''', FORCE_NULL (a, b))");
  expect(copyOptions({ format: 'CSV', header: false, forceQuote: ['*'], encoding: 'LATIN1' })).toBe(
    " WITH (FORMAT CSV, HEADER false, FORCE_QUOTE *, ENCODING 'LATIN1')",
  );
});

test('a delimiter is one byte', () => {
  expect(() => copyOptions({ delimiter: '||' })).toThrow(/`delimiter` should be a single one-byte character/);
  expect(() => copyOptions({ delimiter: '§' })).toThrow(/2 bytes/);
});
