import { createHash } from 'node:crypto';
import { UsageError } from '../contract/errors.ts';

/** GitHub's limit of jobs that one matrix makes in a run. */
export const MOST_LEGS = 256;

/** The outputs of a backfill's plan job. */
export interface MatrixPlan {
  readonly matrix: { readonly include: readonly { readonly name: string; readonly ticks: string }[] };
  readonly count: number;
  /** SHA-256 of the ticks joined by commas, hex. */
  readonly hash: string;
}

/**
 * Lays ticks out as legs: one a tick, or one for all of them in order. Fails with WINDOW_TOO_LARGE beyond 256 legs.
 * @param ticks ISO 8601 instants, oldest first
 */
export function planMatrix(ticks: readonly string[], mode: 'matrix' | 'in-order'): MatrixPlan {
  if (mode === 'matrix' && ticks.length > MOST_LEGS) {
    throw new UsageError(
      'WINDOW_TOO_LARGE',
      `expected at most ${MOST_LEGS} ticks (GitHub's limit of jobs in a matrix), the window has ${ticks.length}`,
      {
        hint: 'split the window, or choose in-order, which runs them in one job',
      },
    );
  }
  const include =
    mode === 'in-order'
      ? [{ name: 'in order', ticks: ticks.join(',') }]
      : ticks.map((tick) => ({ name: tick, ticks: tick }));
  return { matrix: { include }, count: ticks.length, hash: hashTicks(ticks) };
}

/** SHA-256 of the ticks joined by commas, hex. */
export function hashTicks(ticks: readonly string[]): string {
  return createHash('sha256').update(ticks.join(',')).digest('hex');
}
