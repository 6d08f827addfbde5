import { expect, test } from 'vitest';
import { Decimal } from '../../../util/decimal.ts';
import { parseArray, printArray } from './array-text.ts';
import { isoInterval, isoTimestamp, isoTimeWithZone } from '../date-text.ts';
import { parseHstore } from './hstore-text.ts';
import { parseInteger, parseNumeric } from '../number-text.ts';

test.each([
  ['{}', []],
  ['{1,NULL,3}', ['1', null, '3']],
  ['{"a,b","c\\"d","NULL",""}', ['a,b', 'c"d', 'NULL', '']],
  [
    '{{1,2},{3,4}}',
    [
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  ['[2:3]={x,y}', ['x', 'y']],
])('array %s', (text, list) => {
  expect(parseArray(text, (element) => element)).toEqual(list);
});

test('array parameters', () => {
  expect(printArray(['a"b\\', null, ['c']], (element) => (typeof element === 'string' ? element : null))).toBe(
    '{"a\\"b\\\\",NULL,{"c"}}',
  );
});

test.each([
  ['2004-10-19 10:23:54.999999', '2004-10-19T10:23:54.999999'],
  ['2004-10-19 08:23:54.25+02', '2004-10-19T08:23:54.25+02:00'],
  ['2004-10-19 08:23:54+00', '2004-10-19T08:23:54Z'],
  ['2004-10-19 08:23:54+05:30', '2004-10-19T08:23:54+05:30'],
  ['infinity', 'infinity'],
  ['0044-03-15 00:00:00 BC', '0044-03-15 00:00:00 BC'],
])('timestamp %s', (text, iso) => expect(isoTimestamp(text)).toBe(iso));

test('time with zone', () => expect(isoTimeWithZone('13:05:06+01')).toBe('13:05:06+01:00'));

test.each([
  ['10 years 4 mons 5 days 00:00:10', 'P10Y4M5DT0H0M10S'],
  ['1 year -3 days', 'P1Y0M-3DT0H0M0S'],
  ['-04:05:06.7', 'P0Y0M0DT-4H-5M-6.7S'],
  ['00:00:00', 'P0Y0M0DT0H0M0S'],
])('interval %s', (text, iso) => expect(isoInterval(text)).toBe(iso));

test('numbers', () => {
  expect(parseInteger('42')).toBe(42);
  expect(parseInteger('9223372036854775807')).toBe(9223372036854775807n);
  expect(parseNumeric('6')).toBe(6);
  expect(parseNumeric('5.10')).toEqual(new Decimal(5.1));
  expect(parseNumeric('0.1000000000000000000')).toEqual(new Decimal(0.1));
  expect(parseNumeric('12345678901234567890.12')).toBe('12345678901234567890.12');
  expect(parseNumeric('NaN')).toEqual(new Decimal(Number.NaN));
});

test('hstore', () => {
  expect(parseHstore('"foo"=>"bar", "q\\"x"=>NULL, "e"=>""')).toEqual({ foo: 'bar', 'q"x': null, e: '' });
});
