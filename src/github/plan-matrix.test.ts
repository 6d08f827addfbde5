import { expect, it } from 'vitest';
import { hashTicks, planMatrix } from './plan-matrix.ts';

const ticks = (count: number): string[] => Array.from({ length: count }, (_, index) => `tick-${index}`);

it('makes a leg for each tick', () => {
  expect(planMatrix(ticks(2), 'matrix')).toEqual({
    matrix: {
      include: [
        { name: 'tick-0', ticks: 'tick-0' },
        { name: 'tick-1', ticks: 'tick-1' },
      ],
    },
    count: 2,
    hash: hashTicks(ticks(2)),
  });
});

it('makes one leg for all where order matters', () => {
  expect(planMatrix(ticks(3), 'in-order').matrix.include).toEqual([
    { name: 'in order', ticks: 'tick-0,tick-1,tick-2' },
  ]);
});

it('keeps to GitHub’s 256 jobs: more ticks share legs, in their order', () => {
  expect(planMatrix(ticks(256), 'matrix').matrix.include).toHaveLength(256);
  const { matrix, count } = planMatrix(ticks(1000), 'matrix');
  expect(count).toBe(1000);
  expect(matrix.include).toHaveLength(250);
  expect(matrix.include[0]).toEqual({ name: 'tick-0 to tick-3', ticks: 'tick-0,tick-1,tick-2,tick-3' });
  expect(matrix.include.flatMap((leg) => leg.ticks.split(','))).toEqual(ticks(1000));
  for (const many of [257, 511, 513, 9999])
    expect(planMatrix(ticks(many), 'matrix').matrix.include.length).toBeLessThanOrEqual(256);
  expect(planMatrix(ticks(257), 'in-order').matrix.include).toHaveLength(1);
});

it('hashes as the decision record says', () => {
  // printf a,b | sha256sum
  expect(hashTicks(['a', 'b'])).toBe('1eb7c54d52831bbfe8942af0b1c56b7409523a59ed6ca99c1174fef7eb32c1b5');
});
