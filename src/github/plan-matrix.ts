import { createHash } from 'node:crypto';

/** GitHub's limit of jobs that one matrix makes in a run. */
export const MOST_LEGS = 256;

/** The outputs of a backfill's plan job. */
export interface MatrixPlan {
  readonly matrix: {
    readonly include: readonly { readonly name: string; readonly ticks: string; readonly slot?: number }[];
  };
  readonly count: number;
  /** SHA-256 of the ticks joined by commas, hex. */
  readonly hash: string;
}

/**
 * Lays ticks out as legs: one a tick, or one for all of them in order. More than 256 share the legs, each a stretch of
 * neighbours that it runs one after another: one run holds them all, and no right to start another is needed.
 *
 * @param ticks ISO 8601 instants, oldest first
 * @param slots concurrency groups that the legs take in turns
 */
export function planMatrix(
  ticks: readonly string[],
  mode: 'matrix' | 'in-order',
  slots: readonly number[] = [],
): MatrixPlan {
  const size = mode === 'in-order' ? ticks.length : Math.ceil(ticks.length / MOST_LEGS);
  const include: { name: string; ticks: string; slot?: number }[] = [];
  for (let start = 0; start < ticks.length; start += size) {
    const stretch = ticks.slice(start, start + size);
    const [first = ''] = stretch;
    const name = mode === 'in-order' ? 'in order' : size === 1 ? first : `${first} to ${stretch.at(-1) ?? ''}`;
    const slot = slots[include.length % slots.length];
    include.push({ name, ticks: stretch.join(','), ...(slot === undefined ? {} : { slot }) });
  }
  return { matrix: { include }, count: ticks.length, hash: hashTicks(ticks) };
}

/** SHA-256 of the ticks joined by commas, hex. */
export function hashTicks(ticks: readonly string[]): string {
  return createHash('sha256').update(ticks.join(',')).digest('hex');
}
