import type { ValueMap } from '../util/values.ts';
import { type ErrorOptions, TaskError } from './errors.ts';
import type { State } from './states.ts';

/** A flow that a task starts. */
export interface FlowCall {
  readonly namespace: string;
  readonly flowId: string;
  /** The revision that the author had in mind; a host may have only one. */
  readonly revision?: number | string;
  /** Rendered values. Those that the flow does not declare are left out, as on a Kestra server. */
  readonly inputs: ValueMap;
  /** Laid over the flow's own labels. */
  readonly labels: Readonly<Record<string, string>>;
  /** Tells several calls of one task run apart. Default: there is one. */
  readonly key?: string;
  /** What a restart of the caller does with the execution that it began before: goes on with it, or begins another one. */
  readonly onRestart: 'continue' | 'new';
  /** False: it runs on beside the caller. The process waits for it all the same. */
  readonly wait: boolean;
}

/** How a called execution ended. */
export interface CalledExecution {
  readonly id: string;
  readonly state: State;
  /** The flow's declared outputs. */
  readonly outputs: ValueMap;
  /** Why it failed. */
  readonly message?: string;
}

/** A called execution that has begun. */
export interface FlowCallHandle {
  readonly executionId: string;
  /** Its end. */
  readonly ended: Promise<CalledExecution>;
}

/**
 * A called flow could not be started. As on a Kestra server this ends the caller's execution as FAILED, whatever
 * `allowFailure` says, and its `errors` do not run.
 */
export class FlowCallError extends TaskError {
  constructor(message: string, options: ErrorOptions = {}) {
    super('FLOW_CALL', message, { ...options, retryable: false });
  }
}
