import { setMaxListeners } from 'node:events';
import { TaskError } from '../../contract/errors.ts';
import type { TerminalState } from '../../contract/states.ts';

/** Why running tasks are stopped. */
export type AbortCode =
  | 'TIMEOUT'
  | 'KILLED'
  | 'STOPPED'
  | 'SIBLING_FAILED'
  | 'RUN_FAILED'
  | 'SLA_FAILED'
  | 'SLA_CANCELLED';

/** The reason of an aborted signal. */
export class AbortReason extends TaskError {
  readonly abort: AbortCode;

  constructor(abort: AbortCode, message: string) {
    super(abort, message, { retryable: abort === 'TIMEOUT' });
    this.abort = abort;
  }
}

/** The state in which a run ends that a signal stopped. */
export function stateOfAbort(signal: AbortSignal): TerminalState {
  const code = abortCode(signal);
  if (code === 'KILLED') return 'KILLED';
  return code === 'SLA_CANCELLED' ? 'CANCELLED' : 'FAILED';
}

/** True where a broken SLA ends the execution. */
export function isBroken(signal: AbortSignal): boolean {
  const code = abortCode(signal);
  return code === 'SLA_FAILED' || code === 'SLA_CANCELLED';
}

export function abortCode(signal: AbortSignal): AbortCode | undefined {
  return signal.reason instanceof AbortReason ? signal.reason.abort : undefined;
}

/** A signal of its own that also follows its parent. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  abort(reason: AbortReason): void;
  /** Lets go of the parent; call it when the work is done. */
  release(): void;
}

/** A controller whose signal any number of tasks may listen to. */
export function newController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** `AbortSignal.any` would keep every child in the parent's memory until the run ends. */
export function linkSignal(parent: AbortSignal): LinkedSignal {
  const controller = newController();
  const follow = (): void => controller.abort(parent.reason);
  if (parent.aborted) follow();
  else parent.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    release: () => parent.removeEventListener('abort', follow),
  };
}

/** Waits; ends early (without an error) when the signal is aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}
