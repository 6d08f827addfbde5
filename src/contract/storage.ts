import type { ExecutionInfo, TaskRunInfo, TaskStorage } from './run-context.ts';

/** Internal storage: files under opaque URIs `kestra:///<namespace>/<flow-id>/executions/<execution>/tasks/<task>/<task run>/<name>`. */
export interface Storage {
  /** The view of one task run: may read its namespace's files, writes under its own prefix. */
  forTaskRun(execution: ExecutionInfo, taskRun: Pick<TaskRunInfo, 'id' | 'taskId'>): TaskStorage;
  /** Stores a FILE input; answers its URI (`…/executions/<execution>/inputs/<input>/<name>`). */
  putInput(execution: ExecutionInfo, input: string, name: string, path: string): Promise<string>;
}
