import { expect, test } from 'vitest';
import { parseInstant } from './instant.ts';

const at = (text: string, zone = 'UTC', edge: 'start' | 'end' = 'start'): string =>
  new Date(parseInstant(text, zone, edge)).toISOString();

test('a date is the first or the last millisecond of its day in the time zone', () => {
  expect(at('2019-01-31')).toBe('2019-01-31T00:00:00.000Z');
  expect(at('2019-01-31', 'UTC', 'end')).toBe('2019-01-31T23:59:59.999Z');
  expect(at('2019-07-01', 'Europe/Berlin')).toBe('2019-06-30T22:00:00.000Z');
  expect(at('2019-07-01', 'Europe/Berlin', 'end')).toBe('2019-07-01T21:59:59.999Z');
});

test('a day on which the clocks change has 23 or 25 hours', () => {
  const hours = (day: string): number =>
    (parseInstant(day, 'Europe/Berlin', 'end') + 1 - parseInstant(day, 'Europe/Berlin', 'start')) / 3_600_000;
  expect(hours('2024-03-31')).toBe(23);
  expect(hours('2024-10-27')).toBe(25);
});

test('a local time, also one that is skipped or comes twice', () => {
  expect(at(' 2019-01-31T09:00 ')).toBe('2019-01-31T09:00:00.000Z');
  expect(at('2024-03-31T02:30', 'Europe/Berlin')).toBe('2024-03-31T01:30:00.000Z');
  expect(at('2024-10-27T02:30', 'Europe/Berlin')).toBe('2024-10-27T00:30:00.000Z');
});

test('an instant with an offset stands for itself', () => {
  expect(at('2019-01-31T09:00:00Z', 'Asia/Tokyo')).toBe('2019-01-31T09:00:00.000Z');
  expect(at('2019-01-31T09:00:00.5+02:00', 'Asia/Tokyo', 'end')).toBe('2019-01-31T07:00:00.500Z');
});

test('what is no date is refused with the shapes that are', () => {
  for (const text of [
    '',
    'soon',
    '2019-02-29',
    '2019-13-01',
    '2019-01-31T25:00',
    '2019-1-3',
    '20190131T',
    '2019-01-31T09:00:00+99:00',
  ]) {
    expect(() => parseInstant(text, 'UTC', 'start'), text).toThrow(/expected a date \(2019-01-31\)/);
  }
});
