import { expect, test } from 'vitest';
import { exitCodeOf } from './exit-code.ts';

test('the exit status of each state, by the contract', () => {
  expect((['SUCCESS', 'WARNING', 'SKIPPED'] as const).map(exitCodeOf)).toEqual([0, 0, 0]);
  expect((['FAILED', 'KILLED', 'CANCELLED', 'RUNNING'] as const).map(exitCodeOf)).toEqual([1, 1, 1, 1]);
  expect(exitCodeOf('PAUSED')).toBe(3);
});
