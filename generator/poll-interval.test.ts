import { expect, test } from 'vitest';
import { pollCron, pollStep, stepName, stepText } from './poll-interval.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

test.each([
  [5 * minute, '5m', 'PT5M'],
  [7 * minute, '10m', 'PT10M'],
  [15 * minute, '15m', 'PT15M'],
  [45 * minute, '1h', 'PT1H'],
  [5 * hour, '6h', 'PT6H'],
  [day, '1d', 'P1D'],
  [2 * day, '7d', 'P7D'],
])('%i ms become %s', (interval, name, text) => {
  const step = pollStep(interval) ?? 0;
  expect([stepName(step), stepText(step)]).toEqual([name, text]);
});

test('nothing is as long as eight days', () => {
  expect(pollStep(8 * day)).toBeUndefined();
});

test('from an hour on the minute follows from the seed, and is never a full hour', () => {
  expect(pollCron(5 * minute, 'a')).toBe('*/5 * * * *');
  const minutes = Array.from({ length: 500 }, (_, seed) => Number(pollCron(hour, String(seed)).split(' ')[0]));
  expect(new Set(minutes).size).toBeGreaterThan(40);
  expect(Math.min(...minutes)).toBeGreaterThan(2);
  expect(Math.max(...minutes)).toBeLessThan(58);
  expect(pollCron(6 * hour, 'a')).toMatch(/^\d+ \*\/6 \* \* \*$/);
  expect(pollCron(day, 'a')).toMatch(/^\d+ \d+ \* \* \*$/);
  expect(pollCron(7 * day, 'a')).toMatch(/^\d+ \d+ \* \* [0-6]$/);
  expect(pollCron(day, 'a')).toBe(pollCron(day, 'a'));
});
