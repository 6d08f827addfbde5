/** How much may run at once. */
export interface Window<T> {
  readonly atOnce: number;
  /** What all that runs at once may weigh together; one item may, whatever it weighs. */
  readonly budget: number;
  readonly weigh: (item: T) => number;
  readonly signal: AbortSignal;
}

/**
 * Works on items in their order, several at once. The first failure stops the others by the signal that `work` is given, and is thrown when
 * all have come to their end.
 */
export async function runWithin<T>(
  items: readonly T[],
  { atOnce, budget, weigh, signal }: Window<T>,
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const failures: unknown[] = [];
  const attempt = async (item: T): Promise<void> => {
    try {
      await work(item, either);
    } catch (error) {
      failures.push(error);
      stop.abort(error);
    }
  };
  const running = new Map<Promise<void>, number>();
  const isFull = (own: number): boolean => {
    const weight = [...running.values()].reduce((sum, each) => sum + each, own);
    return running.size > 0 && (running.size >= atOnce || weight > budget);
  };
  for (const item of items) {
    const own = Math.min(weigh(item), budget);
    while (isFull(own)) await Promise.race(running.keys());
    if (failures.length > 0) break;
    const job = attempt(item);
    running.set(job, own);
    void job.finally(() => running.delete(job));
  }
  await Promise.all(running.keys());
  if (failures.length > 0) throw failures[0];
}
