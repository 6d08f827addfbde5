import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runWithin } from './run-within.ts';

const signal = new AbortController().signal;

test.each<[atOnce: number, budget: number, weights: number[], most: number]>([
  [2, 100, [1, 1, 1, 1], 2],
  [10, 3, [1, 1, 1, 1], 3],
  // One that is heavier than the budget goes alone.
  [10, 3, [9, 9, 1, 1], 2],
  [1, 100, [1, 1], 1],
])('%i at once, %i in weight: %j', async (atOnce, budget, weights, most) => {
  let running = 0;
  let seen = 0;
  const done: number[] = [];
  await runWithin(weights, { atOnce, budget, weigh: (weight) => weight, signal }, async (weight) => {
    seen = Math.max(seen, ++running);
    await wait(5);
    running--;
    done.push(weight);
  });
  expect([seen, done.length]).toEqual([most, weights.length]);
});

test('the first failure stops what runs, begins nothing new, and is thrown when all have ended', async () => {
  const seen: string[] = [];
  const work = async (item: string, stop: AbortSignal): Promise<void> => {
    seen.push(`${item} begins`);
    if (item === 'b') throw new Error('b broke');
    await wait(10_000, undefined, { signal: stop }).catch(() => undefined);
    await wait(5);
    seen.push(`${item} ends`);
    throw new Error('stopped');
  };
  const running = runWithin(['a', 'b', 'c', 'd'], { atOnce: 2, budget: 9, weigh: () => 1, signal }, work);
  await expect(running).rejects.toThrow('b broke');
  expect(seen).toEqual(['a begins', 'b begins', 'a ends']);
});

test('nothing to do', async () => {
  const never = (): Promise<void> => Promise.reject(new Error('never'));
  const running = runWithin([], { atOnce: 1, budget: 1, weigh: () => 1, signal }, never);
  await expect(running).resolves.toBeUndefined();
});
