import type { EngineHost } from '../../contract/engine-host.ts';
import { UsageError } from '../../contract/errors.ts';
import type { EventBody } from '../../contract/events.ts';
import type { ExecutionHandle } from '../carry-out.ts';
import { attachedEvent } from '../process/attached-event.ts';
import { readIdle, takeOn, type TakeOnRequest } from '../take-on.ts';
import { planLost } from './plan-lost.ts';
import { planRestart, type RestartPlan } from './plan-restart.ts';

/**
 * Goes on with an execution that ended badly: what failed gets another attempt, what was good is kept. The same execution:
 * its journal gets one more segment, and holds both ends.
 *
 * @throws UsageError EXECUTION_RUNNING, EXECUTION_NOT_ENDED, EXECUTION_SUCCEEDED, FLOW_CHANGED
 * @throws GitphonyError EXECUTION_NOT_FOUND, EXECUTION_BUSY, JOURNAL_BROKEN, JOURNAL_UNWRITABLE
 */
export async function restartExecution(request: TakeOnRequest, host: EngineHost): Promise<ExecutionHandle> {
  const idle = readIdle(request, host);
  const { ended } = idle.state;
  if (ended === undefined) {
    throw new UsageError(
      'EXECUTION_NOT_ENDED',
      `expected an execution that has ended, ${request.executionId} has not`,
      {
        hint: `go on with it: gitphony executions resume ${request.executionId}`,
      },
    );
  }
  if (ended !== 'FAILED' && ended !== 'KILLED' && ended !== 'CANCELLED') {
    throw new UsageError(
      'EXECUTION_SUCCEEDED',
      `expected an execution that failed or was killed, ${request.executionId} ended as ${ended}`,
      { hint: `repeat it: gitphony executions replay ${request.executionId}` },
    );
  }
  const failed = await planRestart(idle.state, request.flow, host.registry);
  const plan = planLost(idle.state, request.lost ?? new Set(), failed);
  return takeOn(request, host, idle, { opening: reopening(plan, request.flow.sourceHash, 'system.restarted') });
}

/** First events of a segment that goes on behind the end of the one before. */
export function reopening({ removed, reopened }: RestartPlan, flowHash: string, label: string): readonly EventBody[] {
  return [
    attachedEvent(),
    { type: 'execution.reopened', removed, flowHash },
    { type: 'execution.labels', labels: { [label]: 'true' } },
    ...reopened.map((id) => ({ type: 'taskrun.state', id, state: 'RESTARTED' }) as const),
    { type: 'execution.state', state: 'RESTARTED' },
  ];
}
