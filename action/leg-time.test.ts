import { expect, test } from 'vitest';
import { createLegTime } from './leg-time.ts';

const minute = 60_000;

test('a leg begins no tick that would probably be cut off', () => {
  let now = 0;
  // The reserve of ten minutes leaves fifty.
  const time = createLegTime(60, () => now);
  const begun: number[] = [];
  while (time.hasRoom()) {
    begun.push(now / minute);
    now += 15 * minute;
    time.ended();
  }
  // At 30 a tick of 15 minutes and a quarter more ends at 48.75; at 45 none would.
  expect(begun).toEqual([0, 15, 30]);
});

test('the first tick is always begun, the longest one counts', () => {
  let now = 0;
  const time = createLegTime(60, () => now);
  expect(time.hasRoom()).toBe(true);
  now += 25 * minute;
  time.ended();
  expect(time.hasRoom()).toBe(false);
  const other = createLegTime(60, () => now);
  now += 49 * minute;
  expect(other.hasRoom()).toBe(true);
});
