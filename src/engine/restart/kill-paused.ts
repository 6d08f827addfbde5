import type { EngineHost } from '../../contract/engine-host.ts';
import { UsageError } from '../../contract/errors.ts';
import type { ExecutionHandle } from '../carry-out.ts';
import { attachedEvent } from '../process/attached-event.ts';
import { AbortReason } from '../run/abort.ts';
import type { ExecutionRun } from '../run/execution-run.ts';
import { toValue } from '../variables/to-value.ts';
import { readIdle, takeOn, type TakeOnRequest } from '../take-on.ts';

/**
 * Ends a paused execution, on which no process works, as KILLED. As with any kill, only `afterExecution` runs.
 *
 * @throws UsageError EXECUTION_RUNNING, EXECUTION_NOT_PAUSED
 */
export async function killPaused(request: TakeOnRequest, host: EngineHost): Promise<ExecutionHandle> {
  const idle = readIdle({ ...request, allowOtherRevision: true }, host);
  const { ended, history } = idle.state;
  if (ended !== undefined || history.current !== 'PAUSED') {
    throw new UsageError(
      'EXECUTION_NOT_PAUSED',
      `expected a paused execution, ${request.executionId} is ${ended ?? history.current}`,
    );
  }
  return takeOn(request, host, idle, {
    opening: [
      attachedEvent(),
      { type: 'execution.state', state: 'RESTARTED' },
      { type: 'execution.state', state: 'KILLING' },
    ],
    async prepare(run) {
      await closeTaskRuns(run);
      run.stop.main.abort(new AbortReason('KILLED', 'the paused execution was killed'));
    },
  });
}

/** Whatever had begun ends here, the innermost first. */
async function closeTaskRuns(run: ExecutionRun): Promise<void> {
  const open = [...run.state.taskRuns.values()].filter(({ history }) =>
    ['CREATED', 'RUNNING', 'PAUSED', 'RETRYING', 'RESTARTED'].includes(history.current),
  );
  for (const taskRun of open.toReversed()) {
    if (taskRun.history.current === 'PAUSED') {
      const definition = await run.host.registry.load(taskRun.taskType);
      const outputs = definition.kind === 'flowable' ? definition.outputsWhenKilled?.(new Date(run.now())) : undefined;
      if (outputs !== undefined) run.emit({ type: 'taskrun.outputs', id: taskRun.id, outputs: toValue(outputs) });
    }
    const attempt = taskRun.attempts.length;
    if (taskRun.attempts.at(-1)?.history.current === 'RUNNING') {
      run.emit({ type: 'attempt.ended', id: taskRun.id, attempt, state: 'KILLED', logSize: 0 });
    }
    run.emit({ type: 'taskrun.state', id: taskRun.id, state: 'KILLED' });
  }
}
