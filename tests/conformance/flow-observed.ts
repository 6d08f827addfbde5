import type { Execution, TaskRun } from '../../src/contract/execution.ts';
import { printJson } from '../../src/util/json.ts';
import type { Value } from '../../src/util/values.ts';
import { corpusServer, type ExpectedLog, type ExpectedTaskRun } from './flow-corpus.ts';

/** An execution of ours in the words of the corpus. */
export interface ObservedRecord {
  readonly id: string;
  readonly flowId: string;
  readonly startDate: string;
  readonly state: string;
  readonly stateHistory: readonly string[];
  readonly inputs: unknown;
  readonly outputs: unknown;
  readonly labels: unknown;
  readonly variables: unknown;
  readonly trigger: unknown;
  readonly taskRuns: readonly ObservedTaskRun[];
  readonly error: string | undefined;
}

export interface ObservedTaskRun extends Required<Omit<ExpectedTaskRun, 'files'>> {
  /** The canonical type name. */
  readonly taskType: string;
  readonly error: string | undefined;
}

/** What came of one start. */
export type Observed =
  | { readonly refused: string }
  | {
      readonly record: ObservedRecord;
      readonly children: readonly ObservedRecord[];
      readonly logs: readonly ExpectedLog[] | undefined;
    };

/** `port`: of the server that stood in for the corpus's own, whose address is put back. */
export function toObserved(execution: Execution, port: number): ObservedRecord {
  const text = printJson(execution as unknown as Value);
  const plain = JSON.parse(text.replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${corpusServer.port}`)) as Execution;
  const { trigger } = plain;
  const taskIds = new Map(plain.taskRunList.map(({ id, taskId }) => [id, taskId]));
  return {
    id: plain.id,
    flowId: plain.flowId,
    startDate: plain.state.startDate,
    state: plain.state.current,
    stateHistory: plain.state.histories.map(({ state }) => state),
    inputs: plain.inputs,
    outputs: plain.outputs,
    // The server's own (`system.from` …) have no counterpart without one.
    labels: Object.fromEntries(Object.entries(plain.labels).filter(([key]) => !key.startsWith('system.'))),
    variables: plain.variables,
    trigger: trigger === undefined ? undefined : { id: trigger.id, type: trigger.type, variables: trigger.variables },
    taskRuns: plain.taskRunList.map((taskRun) => toTaskRun(taskRun, taskIds)),
    error: plain.error?.message,
  };
}

function toTaskRun(taskRun: TaskRun, taskIds: ReadonlyMap<string, string>): ObservedTaskRun {
  return {
    taskId: taskRun.taskId,
    value: taskRun.value ?? null,
    iteration: taskRun.iteration ?? null,
    parentTaskId: taskIds.get(taskRun.parentTaskRunId ?? '') ?? null,
    state: taskRun.state.current,
    attempts: taskRun.attempts.length,
    attemptStates: taskRun.attempts.map(({ state }) => state.current),
    outputs: taskRun.outputs,
    taskType: taskRun.taskType,
    error: taskRun.error?.message,
  };
}
