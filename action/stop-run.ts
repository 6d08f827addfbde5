import type { ExecutionHandle } from '../src/engine/index.ts';

/** Ends what runs when the job ends. */
export interface StopRun {
  /** Why nothing more may begin; undefined while all is well. */
  readonly reason: string | undefined;
  /** Runs to the end of an execution, which is killed or stopped where the job ends first. */
  watch<T>(handle: Pick<ExecutionHandle, 'kill' | 'stop'>, result: Promise<T>): Promise<T>;
  close(): void;
}

/** What is left of the job for ending tasks and uploading the record. */
export const RESERVE_MINUTES = 10;

/**
 * A cancelled job gets SIGINT, after 7.5 s SIGTERM, 2.5 s later it is killed: the execution is KILLED, and the second signal no
 * longer waits for tasks that clean up. SIGTERM alone comes from a runner that goes away, and ten minutes before GitHub would end
 * the job without a word the time is over: then the execution is left as it is, for another attempt to go on with.
 *
 * @param timeoutMinutes the job's limit, counted from now: the steps before were short, and the reserve is for them too
 */
export function createStopRun(timeoutMinutes: number): StopRun {
  let current: Pick<ExecutionHandle, 'kill' | 'stop'> | undefined;
  let order: { readonly kind: 'kill' | 'stop'; readonly why: string } | undefined;
  const give = (kind: 'kill' | 'stop', why: string): void => {
    order = order?.kind === 'kill' ? order : { kind, why };
    current?.[kind](why);
  };
  const onInterrupt = (): void => give('kill', 'the job was cancelled (SIGINT)');
  const onTerminate = (): void => {
    if (order?.kind === 'kill') give('kill', 'the job was cancelled (SIGTERM)');
    else give('stop', 'the runner ends (SIGTERM)');
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  const timer = setTimeout(
    () =>
      give(
        'stop',
        `the job's limit of ${timeoutMinutes} minutes is ${RESERVE_MINUTES} minutes away (timeoutMinutes in gitphony.yaml)`,
      ),
    (timeoutMinutes - RESERVE_MINUTES) * 60_000,
  );
  timer.unref();
  return {
    get reason() {
      return order?.why;
    },
    async watch(handle, result) {
      current = handle;
      // It came between two executions.
      if (order !== undefined) handle[order.kind](order.why);
      try {
        return await result;
      } finally {
        current = undefined;
      }
    },
    close() {
      clearTimeout(timer);
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
    },
  };
}
