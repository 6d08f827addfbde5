import type { RunContext } from '../../../contract/run-context.ts';

/** Progress over pieces that go at the same time: their sum, which never goes back where a piece begins anew. */
export function sumProgress(
  total: number,
  context: Pick<RunContext, 'progress'>,
): { of(piece: number, done: number): void } {
  const each = new Map<number, number>();
  let sum = 0;
  let told = 0;
  return {
    of(piece, done) {
      sum += done - (each.get(piece) ?? 0);
      each.set(piece, done);
      if (sum <= told) return;
      told = sum;
      context.progress({ done: sum, total, unit: 'bytes' });
    },
  };
}
