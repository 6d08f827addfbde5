import type { EngineHost } from '../contract/engine-host.ts';
import { UsageError } from '../contract/errors.ts';
import type { EventBody } from '../contract/events.ts';
import type { ValueMap } from '../util/values.ts';
import type { ExecutionHandle } from './carry-out.ts';
import { attachedEvent } from './process/attached-event.ts';
import { planLost } from './restart/plan-lost.ts';
import { isBehindEnd } from './state/behind-end.ts';
import { type IdleExecution, readIdle, takeOn, type TakeOnRequest } from './take-on.ts';

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
  return takeOn(request, host, idle, {
    opening: openingOf(idle, request),
    ...(request.resumedInputs === undefined ? {} : { resumedInputs: request.resumedInputs }),
  });
}

function openingOf({ state }: IdleExecution, { flow, lost }: ResumeRequest): readonly EventBody[] {
  // Its state stands: only what runs behind the end is left to do.
  if (isBehindEnd(state, flow)) return [attachedEvent()];
  const restarted = { type: 'execution.state', state: 'RESTARTED' } as const;
  const plan = planLost(state, lost ?? new Set(), { removed: [], reopened: [] });
  // Whoever resumes it next finds the revision that it goes on with.
  const isOther = flow.sourceHash !== state.flowHash;
  if (plan.reopened.length === 0 && !isOther) return [attachedEvent(), restarted];
  return [
    attachedEvent(),
    { type: 'execution.reopened', removed: plan.removed, flowHash: flow.sourceHash },
    ...plan.reopened.map((id) => ({ type: 'taskrun.state', id, state: 'RESTARTED' }) as const),
    restarted,
  ];
}
