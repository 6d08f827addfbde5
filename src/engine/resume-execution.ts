import type { EngineHost } from '../contract/engine-host.ts';
import { UsageError } from '../contract/errors.ts';
import type { ValueMap } from '../util/values.ts';
import type { ExecutionHandle } from './carry-out.ts';
import { attachedEvent } from './process/attached-event.ts';
import { isBehindEnd } from './state/behind-end.ts';
import { readIdle, takeOn, type TakeOnRequest } from './take-on.ts';

/** What to go on with. */
export interface ResumeRequest extends TakeOnRequest {
  /** Inputs (checked) of the paused task runs that are to go on, by task run. The other paused ones stay paused. */
  readonly resumedInputs?: ReadonlyMap<string, ValueMap>;
}

/**
 * Goes on with an execution whose process died, or which is paused: what is recorded as ended is not run again, children
 * that survived are ended first, and what was interrupted is treated as its type says. Where the execution had come to its
 * state and only `afterExecution` was left, only that runs.
 *
 * @throws UsageError EXECUTION_RUNNING, EXECUTION_ENDED, FLOW_CHANGED
 * @throws GitphonyError EXECUTION_NOT_FOUND, EXECUTION_BUSY, JOURNAL_BROKEN, JOURNAL_UNWRITABLE
 */
export async function resumeExecution(request: ResumeRequest, host: EngineHost): Promise<ExecutionHandle> {
  const idle = readIdle(request, host);
  const { ended } = idle.state;
  if (ended !== undefined) {
    throw new UsageError(
      'EXECUTION_ENDED',
      `expected an execution that was interrupted or is paused, ${request.executionId} ended as ${ended}`,
      { hint: 'restart it (gitphony executions restart), or run the flow again' },
    );
  }
  // Its state stands: only what runs behind the end is left to do.
  const restarted = isBehindEnd(idle.state, request.flow)
    ? []
    : [{ type: 'execution.state', state: 'RESTARTED' } as const];
  return takeOn(request, host, idle, {
    opening: [attachedEvent(), ...restarted],
    ...(request.resumedInputs === undefined ? {} : { resumedInputs: request.resumedInputs }),
  });
}
