import type { Execution, StateHistory, TaskRun } from '../../src/contract/execution.ts';
import type { State } from '../../src/contract/states.ts';

/** For tests: a state that was reached `seconds` after `start` (milliseconds since 1970). */
export function toyState(current: State, start = 0, seconds = 1): StateHistory {
  return {
    current,
    histories: [],
    startDate: new Date(start).toISOString(),
    endDate: new Date(start + seconds * 1000).toISOString(),
    duration: seconds,
  };
}

/** For tests: a task run made by hand. */
export function toyTaskRun(taskId: string, changes: Partial<TaskRun> = {}): TaskRun {
  return {
    id: `run-${taskId}`,
    executionId: 'execution1',
    taskId,
    taskType: 'toy.Log',
    outputs: null,
    attempts: [{ state: toyState('SUCCESS'), logFile: '' }],
    metrics: [],
    state: toyState('SUCCESS'),
    ...changes,
  };
}

/** For tests: an execution made by hand. */
export function toyExecution(changes: Partial<Execution> = {}): Execution {
  return {
    id: 'execution1',
    namespace: 'demo',
    flowId: 'hello',
    flowRevision: 1,
    flowFile: 'flows/hello.yaml',
    labels: {},
    inputs: {},
    outputs: {},
    variables: {},
    taskRunList: [],
    state: toyState('SUCCESS'),
    ...changes,
  };
}
