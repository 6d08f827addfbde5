import { type PastRun, stateOf } from '../missed-ticks.ts';

/**
 * Why a trigger is not polled now, by the runs that it started before: one still goes on, as on a Kestra server (but with
 * `allowConcurrent`), or the last ended in a
 * state of its `stopAfter`. Undefined where nothing speaks against it.
 */
export function keptFromPolling(
  {
    flowId,
    triggerId,
    stopAfter,
    allowConcurrent = false,
  }: {
    readonly flowId: string;
    readonly triggerId: string;
    readonly stopAfter: unknown;
    readonly allowConcurrent?: boolean | undefined;
  },
  runs: readonly PastRun[],
): string | undefined {
  const own = runs
    .filter(({ title, began, conclusion }) => {
      const isOwn = title.startsWith(`${flowId} · ${triggerId} polled `);
      return isOwn && (began || conclusion === null);
    })
    .toSorted((a, b) => b.createdAt - a.createdAt);
  if (!allowConcurrent && own.some(({ conclusion }) => conclusion === null)) return 'what it started last still runs';
  const state = stateOf(own.find(({ conclusion }) => conclusion !== null)?.conclusion);
  if (state === undefined || !Array.isArray(stopAfter) || !stopAfter.includes(state)) return undefined;
  return `its last run ended as ${state} (stopAfter); a run of it by hand that ends otherwise lets it go on`;
}
