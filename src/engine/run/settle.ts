import type { ExecutionRun } from './execution-run.ts';

/** How a plugin's work ended. */
export type Settled<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** It was told to stop and did not within the grace period. */
  | { readonly kind: 'abandoned' };

/**
 * Waits for the work. Once the signal is aborted it has the run's grace period to come to an end (at once after a second
 * kill); then it is left alone, and what it still does goes unseen.
 */
export function settle<T>(work: Promise<T>, signal: AbortSignal, run: ExecutionRun): Promise<Settled<T>> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const { signal: force } = run.stop.force;
    const finish = (settled: Settled<T>): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      force.removeEventListener('abort', abandon);
      resolve(settled);
    };
    const abandon = (): void => finish({ kind: 'abandoned' });
    const onAbort = (): void => {
      if (force.aborted) {
        // One more turn for work that ends by the signal itself.
        timer = setTimeout(abandon, 0);
        return;
      }
      timer = setTimeout(abandon, run.stop.grace());
      force.addEventListener('abort', abandon, { once: true });
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    work.then(
      (value) => finish({ kind: 'done', value }),
      (error: unknown) => finish({ kind: 'failed', error }),
    );
  });
}
