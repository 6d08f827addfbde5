import type { TriggerRecord } from './events.ts';
import type { Execution } from './execution.ts';
import type { FlowCall } from './flow-call.ts';
import type { ExecutionInfo } from './run-context.ts';

/** What the engine asks of its host for a {@link FlowCall}. */
export interface HostFlowCall extends Omit<FlowCall, 'key' | 'wait' | 'onRestart'> {
  /** Follows from the caller's task run: where there is such an execution already, it is taken up. */
  readonly executionId: string;
  /** Its caller was restarted: if it ended badly, so is it. */
  readonly restart: boolean;
  readonly trigger: TriggerRecord;
  readonly caller: ExecutionInfo;
  /** How many calls lead here. */
  readonly depth: number;
}

/** A running execution as a host hands it over. */
export interface HostedExecution {
  readonly id: string;
  readonly result: Promise<Execution>;
  kill(reason?: string): void;
  /** Leaves it as it is, to be resumed. */
  stop(reason: string): void;
}
