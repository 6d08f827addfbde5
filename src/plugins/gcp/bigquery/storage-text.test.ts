import { expect, test } from 'vitest';
import { datetimeText, intervalText, timeText } from './storage-text.ts';

test.each([
  ['2019-01-01T10:00:00.123456Z', '2019-01-01T10:00:00.123456'],
  ['2019-01-01 10:00', '2019-01-01T10:00:00'],
  ['2019-01-01', '2019-01-01T00:00:00'],
  ['2019-01-01T10:00:00.123456789', '2019-01-01T10:00:00.123456'],
  ['2019-01-01T10:00:00+02:00', undefined],
  ['2019-02-01T25:00:00', undefined],
  ['2019-13-01', undefined],
  ['soon', undefined],
])('DATETIME %s', (text, expected) => {
  expect(datetimeText(text)).toBe(expected);
});

test.each([
  ['10:00', '10:00:00'],
  ['10:00:01.5', '10:00:01.5'],
  ['23:59:59.999999999', '23:59:59.999999'],
  ['24:00:00', undefined],
  ['10', undefined],
])('TIME %s', (text, expected) => {
  expect(timeText(text)).toBe(expected);
});

test.each([
  ['1-2 3 4:5:6.5', '1-2 3 4:5:6.5'],
  ['-1-2 -3 -4:5:6', '-1-2 -3 -4:5:6'],
  ['P1Y2M3DT4H5M6.5S', '1-2 3 4:5:6.5'],
  ['P1W', '0-0 7 0:0:0'],
  ['PT36H', '0-0 0 36:0:0'],
  ['-P14M', '-1-2 0 0:0:0'],
  ['PT-0.000001S', '0-0 0 -0:0:0.000001'],
  ['P', undefined],
  ['PT', undefined],
  ['1 day', undefined],
  ['1-2', undefined],
])('INTERVAL %s', (text, expected) => {
  expect(intervalText(text)).toBe(expected);
});
