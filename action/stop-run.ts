import type { ExecutionHandle } from '../src/engine/index.ts';

/** Ends what runs when the job ends. */
export interface StopRun {
  /** Why nothing more may begin; undefined while all is well. */
  readonly reason: string | undefined;
  /** Runs to the end of an execution, which is killed where the job ends first. */
  watch<T>(handle: Pick<ExecutionHandle, 'kill'>, result: Promise<T>): Promise<T>;
  close(): void;
}

/** What is left of the job for ending tasks and uploading the record. */
export const RESERVE_MINUTES = 10;

/**
 * A cancelled job gets SIGINT, after 7.5 s SIGTERM, 2.5 s later it is killed: the second signal no longer waits for tasks that
 * clean up. And ten minutes before GitHub would end the job without a word, the execution is ended with one.
 *
 * @param timeoutMinutes the job's limit, counted from now: the steps before were short, and the reserve is for them too
 */
export function createStopRun(timeoutMinutes: number): StopRun {
  let current: Pick<ExecutionHandle, 'kill'> | undefined;
  let reason: string | undefined;
  const stop = (why: string): void => {
    reason ??= why;
    current?.kill(why);
  };
  const onSignal = (signal: NodeJS.Signals): void => stop(`the job was cancelled (${signal})`);
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  const timer = setTimeout(
    () =>
      stop(
        `the job's limit of ${timeoutMinutes} minutes is ${RESERVE_MINUTES} minutes away (timeoutMinutes in gitphony.yaml)`,
      ),
    (timeoutMinutes - RESERVE_MINUTES) * 60_000,
  );
  timer.unref();
  return {
    get reason() {
      return reason;
    },
    async watch(handle, result) {
      current = handle;
      // It came between two executions.
      if (reason !== undefined) handle.kill(reason);
      try {
        return await result;
      } finally {
        current = undefined;
      }
    },
    close() {
      clearTimeout(timer);
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
