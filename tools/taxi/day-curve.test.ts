import { expect, it } from 'vitest';
import { followDay } from './day-curve.ts';

it('keeps the order and the day of every second, and makes of at most two seconds one', () => {
  const trips = Array.from({ length: 24 }, () => 0);
  const wrong: number[] = [];
  let [previous, same, mostAtOnce] = [0, 0, 0];
  for (let second = 0; second < 86_400; second++) {
    const moved = followDay(86_400 + second);
    if (moved < previous || moved < 86_400 || moved >= 2 * 86_400) wrong.push(second);
    same = moved === previous ? same + 1 : 1;
    mostAtOnce = Math.max(mostAtOnce, same);
    previous = moved;
    const hour = Math.floor((moved - 86_400) / 3600);
    trips[hour] = (trips[hour] ?? 0) + 1;
  }
  expect({ wrong, mostAtOnce }).toEqual({ wrong: [], mostAtOnce: 2 });
  expect([trips[4], trips[18]]).toEqual([576, 6144]);
});
