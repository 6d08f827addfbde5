import type { Execution, StateHistory, TaskRun } from '../../contract/execution.ts';
import { isTerminal } from '../../contract/states.ts';
import type { ExecutionState, History, TaskRunState } from './execution-state.ts';

/** The state in Kestra's shape, as `execution.json` and `--json` show it. */
export function toExecution(state: ExecutionState): Execution {
  return {
    id: state.id,
    ...(state.originalId === undefined ? {} : { originalId: state.originalId }),
    namespace: state.namespace,
    flowId: state.flowId,
    flowRevision: state.flowRevision,
    flowFile: state.flowFile,
    labels: state.labels,
    inputs: state.inputs,
    outputs: state.outputs,
    variables: state.variables,
    ...(state.trigger === undefined ? {} : { trigger: state.trigger }),
    taskRunList: Array.from(state.taskRuns.values(), (run) => toTaskRun(run, state.id)),
    state: toHistory(state.history),
    ...(state.error === undefined ? {} : { error: state.error }),
    ...limitsOf(state),
  };
}

function limitsOf({ retry, retries, notices }: ExecutionState): Pick<Execution, 'retry' | 'retries' | 'notices'> {
  const due = retry === undefined ? undefined : { ...retry, due: new Date(retry.due).toISOString() };
  const told = notices.map(({ level, message, at }) => ({ level, message, date: new Date(at).toISOString() }));
  return {
    ...(due === undefined ? {} : { retry: due }),
    ...(retries === undefined ? {} : { retries }),
    ...(told.length === 0 ? {} : { notices: told }),
  };
}

function toTaskRun(run: TaskRunState, executionId: string): TaskRun {
  return {
    id: run.id,
    executionId,
    taskId: run.taskId,
    taskType: run.taskType,
    ...(run.parent === undefined ? {} : { parentTaskRunId: run.parent }),
    ...(run.value === undefined ? {} : { value: run.value }),
    ...(run.iteration === undefined ? {} : { iteration: run.iteration }),
    outputs: run.outputs ?? {},
    attempts: run.attempts.map((attempt) => ({
      state: toHistory(attempt.history),
      logFile: attempt.shortLog?.file ?? attempt.log,
      ...(attempt.shortLog === undefined ? {} : { logStart: attempt.shortLog.start }),
      ...(attempt.logSize === undefined ? {} : { logSize: attempt.logSize }),
      ...(attempt.error === undefined ? {} : { error: attempt.error }),
    })),
    metrics: run.metrics,
    ...(run.progress === undefined ? {} : { progress: run.progress }),
    state: toHistory(run.history),
    ...(run.error === undefined ? {} : { error: run.error }),
  };
}

function toHistory(history: History): StateHistory {
  const start = history.steps[0]?.at ?? 0;
  const end = history.steps.at(-1)?.at ?? start;
  return {
    current: history.current,
    histories: history.steps.map(({ state, at }) => ({ state, date: new Date(at).toISOString() })),
    startDate: new Date(start).toISOString(),
    ...(isTerminal(history.current) ? { endDate: new Date(end).toISOString() } : {}),
    duration: (end - start) / 1000,
  };
}
