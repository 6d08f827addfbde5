import { GitphonyError } from '../../contract/errors.ts';
import { type CalledExecution, type FlowCall, FlowCallError, type FlowCallHandle } from '../../contract/flow-call.ts';
import type { HostedExecution } from '../../contract/host-flow-call.ts';
import type { TriggerRecord } from '../../contract/events.ts';
import type { Execution } from '../../contract/execution.ts';
import { isTerminal } from '../../contract/states.ts';
import { newMap } from '../../util/values.ts';
import { derivedId } from '../ids.ts';
import type { TaskRunState } from '../state/execution-state.ts';
import type { ExecutionRun } from './execution-run.ts';
import { isStopped, Suspension } from './suspension.ts';
import { INTERRUPTED } from './take-up.ts';

/** Flows that call flows that call flows …: at this depth somebody has made a circle. */
const DEEPEST = 25;

/** Starts another flow for a task run, as `RunContext.callFlow` says. */
export async function callFlow(
  run: ExecutionRun,
  taskRun: TaskRunState,
  signal: AbortSignal,
  call: FlowCall,
): Promise<FlowCallHandle> {
  const name = `${call.namespace}.${call.flowId}`;
  if (run.depth >= DEEPEST) {
    throw new FlowCallError(`expected flows that call each other at most ${DEEPEST} deep, ${name} would be one more`, {
      hint: 'look for flows that call each other in a circle',
    });
  }
  signal.throwIfAborted();
  const hosted = await begin(run, taskRun, call);
  const kill = (): void => {
    const reason = `the execution ${run.info.id} that called it was stopped`;
    if (isStopped(signal)) hosted.stop(reason);
    else hosted.kill(reason);
  };
  const { force } = run.stop;
  run.called.add(hosted);
  signal.addEventListener('abort', kill, { once: true });
  force.signal.addEventListener('abort', kill, { once: true });
  const settled = hosted.result.finally(() => {
    run.called.delete(hosted);
    signal.removeEventListener('abort', kill);
    force.signal.removeEventListener('abort', kill);
  });
  // Whoever does not wait for it must not be brought down by it: its own record tells.
  settled.catch(() => undefined);
  if (!call.wait) {
    // What it was begun by may end before it does.
    signal.removeEventListener('abort', kill);
    run.detached.add(settled);
  }
  return { executionId: hosted.id, ended: endOf(settled, taskRun) };
}

async function begin(run: ExecutionRun, taskRun: TaskRunState, call: FlowCall): Promise<HostedExecution> {
  const { key = '', wait: _, onRestart, ...rest } = call;
  const restart = onRestart === 'continue' && isRestarted(taskRun);
  const start = run.host.callFlow?.bind(run.host);
  if (start === undefined) throw new FlowCallError('there are no other flows here that could be started');
  try {
    return await start({
      ...rest,
      labels: { ...rest.labels, 'system.correlationId': run.state.labels['system.correlationId'] ?? run.info.id },
      executionId: childId(taskRun, key, restart),
      restart,
      trigger: triggerOf(run, taskRun),
      caller: run.info,
      depth: run.depth + 1,
    });
  } catch (cause) {
    if (!(cause instanceof GitphonyError) || cause instanceof FlowCallError) throw cause;
    const place = cause.where.file === undefined ? '' : ` (${cause.where.file})`;
    throw new FlowCallError(`cannot start the flow ${call.namespace}.${call.flowId}: ${cause.message}${place}`, {
      cause,
      hint: cause.hint,
    });
  }
}

/** The same after a resume, so that the child is found again, and after a restart that goes on with it; another one for each new try. */
function childId(taskRun: TaskRunState, key: string, restart: boolean): string {
  const tries = taskRun.attempts.slice(0, -1).filter(({ error }) => error?.code !== INTERRUPTED).length;
  return derivedId(taskRun.id, 'flow', key, String(restart ? Math.max(0, tries - 1) : tries));
}

/** Somebody restarted the execution, and the task run has come to no end since. */
function isRestarted({ history }: TaskRunState): boolean {
  const since = history.steps.slice(history.steps.findLastIndex(({ state }) => state === 'RESTARTED'));
  return since[0]?.state === 'RESTARTED' && since.every(({ state }) => state !== 'RETRYING' && !isTerminal(state));
}

/** What the child sees as `trigger`, by Kestra's names. */
function triggerOf(run: ExecutionRun, taskRun: TaskRunState): TriggerRecord {
  const variables = Object.assign(newMap(), {
    executionId: run.info.id,
    namespace: run.info.namespace,
    flowId: run.info.flowId,
    flowRevision: run.info.flowRevision,
    taskRunId: taskRun.id,
    ...(taskRun.value === undefined ? {} : { taskRunValue: taskRun.value }),
    ...(taskRun.iteration === undefined ? {} : { taskRunIteration: taskRun.iteration }),
  });
  return { id: taskRun.taskId, type: taskRun.taskType, variables };
}

async function endOf(result: Promise<Execution>, taskRun: TaskRunState): Promise<CalledExecution> {
  const { id, state, outputs, error } = await result;
  // The child waits for somebody, or was left for somebody to resume: so does whoever waits for it.
  if (!isTerminal(state.current)) throw new Suspension(taskRun.id);
  return { id, state: state.current, outputs, ...(error === undefined ? {} : { message: error.message }) };
}
