import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createSlots } from './slots.ts';

it.each([
  [0, 5],
  [1, 1],
  [2, 2],
])('with %i slots at most %i run at once, first come, first served', async (limit, most) => {
  const slots = createSlots(limit);
  const begun: number[] = [];
  let running = 0;
  let highest = 0;
  const work = async (index: number): Promise<void> => {
    begun.push(index);
    running += 1;
    highest = Math.max(highest, running);
    await sleep(2);
    running -= 1;
    if (index === 1) throw new Error('one fails');
  };
  const ends = await Promise.allSettled([0, 1, 2, 3, 4].map((index) => slots.use(() => work(index))));
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(highest).toBe(most);
});
