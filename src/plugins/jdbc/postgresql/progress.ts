import type { RunContext } from '../../../contract/run-context.ts';

const INTERVAL_MS = 1000;

/** Reports progress each second by asking, not by counting in the data's way. Answers a function that ends it. */
export function reportProgress(context: RunContext, unit: string, done: () => number, total?: number): () => void {
  let last = -1;
  const timer = setInterval(() => {
    const now = done();
    if (now === last) return;
    last = now;
    context.progress({ done: now, unit, ...(total === undefined ? {} : { total }) });
  }, INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
