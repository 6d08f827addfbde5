import { expect, test } from 'vitest';
import { formatDuration, isDuration, parseDuration } from './duration.ts';

test.each([
  ['PT15S', 15_000],
  ['PT0.2S', 200],
  ['PT0,5S', 500],
  ['PT1.S', 1000],
  ['PT-0.5S', -500],
  ['P1D', 86_400_000],
  ['P1DT2H3M4.5S', 93_784_500],
  ['-PT5M', -300_000],
  ['-PT-5M', 300_000],
  ['pt36h', 129_600_000],
  ['PT0S', 0],
  ['PT0.000000001S', 0.000001],
])('reads %s', (text, expected) => {
  expect(parseDuration(text)).toBeCloseTo(expected, 9);
});

test.each(['', 'P', 'PT', 'P1DT', '5m', 'P1W', 'P1M', 'P1Y', 'PT1.5H', 'P1H', ' PT1S', 'PT1S ', 'PT1S1M', 'PT', '15'])(
  'refuses %j',
  (text) => {
    expect(isDuration(text)).toBe(false);
  },
);

test.each([
  ['5m', 'did you mean "PT5M"?'],
  ['2 days', 'did you mean "P2D"?'],
  ['500ms', 'did you mean "PT0.5S"?'],
  ['15', 'did you mean "PT15S"?'],
  ['P2W', 'weeks are not known here: write "P14D"'],
  ['P1H', 'time units come after a T: did you mean "PT1H"?'],
])('helps with %s', (text, hint) => {
  expect(() => parseDuration(text)).toThrow(expect.objectContaining({ hint }));
});

test('refuses what Java cannot hold', () => {
  expect(isDuration('P99999999999999999999D')).toBe(false);
});

test.each([
  [0, 'PT0S'],
  [5_400_000, 'PT1H30M'],
  [200, 'PT0.2S'],
  [129_600_000, 'PT36H'],
  [-300_000, 'PT-5M'],
  [61_001, 'PT1M1.001S'],
])('prints %d as %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
  expect(parseDuration(text)).toBeCloseTo(milliseconds, 6);
});
