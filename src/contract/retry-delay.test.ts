import { expect, test } from 'vitest';
import type { Retry } from './flow.ts';
import { retryDelay } from './retry-delay.ts';

const half = (): number => 0.5;

test.each<[string, Retry, number, number | undefined]>([
  ['constant', { type: 'constant', interval: 'PT2S' }, 4, 2000],
  ['exponential, first', { type: 'exponential', interval: 'PT1S' }, 1, 1000],
  ['exponential, third', { type: 'exponential', interval: 'PT1S' }, 3, 4000],
  ['exponential with a factor', { type: 'exponential', interval: 'PT1S', delayFactor: 3 }, 3, 9000],
  ['exponential, capped', { type: 'exponential', interval: 'PT1S', maxInterval: 'PT3S' }, 9, 3000],
  ['random', { type: 'random', minInterval: 'PT1S', maxInterval: 'PT3S' }, 1, 2000],
  ['one more attempt', { type: 'constant', interval: 'PT1S', maxAttempts: 3 }, 2, 1000],
  ['no more attempts', { type: 'constant', interval: 'PT1S', maxAttempts: 3 }, 3, undefined],
  ['in time', { type: 'constant', interval: 'PT1S', maxDuration: 'PT6S' }, 1, 1000],
  ['too late', { type: 'constant', interval: 'PT1S', maxDuration: 'PT5.9S' }, 1, undefined],
])('%s', (_, retry, failed, expected) => {
  expect(retryDelay(retry, { failed, firstStart: 10_000, now: 15_000 }, half)).toBe(expected);
});
