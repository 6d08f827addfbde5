import type { RunContext } from '../../../contract/run-context.ts';

/**
 * The id of a task run's job, so that whoever takes the task run up finds it again. BigQuery takes letters, digits, `_` and
 * `-`, 1024 at most; an id is never free again, so attempts and tries count.
 */
export function jobId({ taskRun }: Pick<RunContext, 'taskRun'>, attempt: number, tries: number): string {
  const run = taskRun.id.replaceAll(/[^\w-]/g, '_').slice(0, 900);
  return `gitphony_${run}_${attempt}${tries === 0 ? '' : `_${tries}`}`;
}

/** The label by which the jobs of a trigger's polls can be found. */
export function triggerLabel({ taskRun }: Pick<RunContext, 'taskRun'>): Record<string, string> {
  return { kestra_trigger_id: labelText(taskRun.taskId) };
}

/** Labels by which a job can be found in BigQuery's own lists: at most 63 characters of a-z, 0-9, _ and -. */
export function jobLabels({ execution, taskRun }: Pick<RunContext, 'execution' | 'taskRun'>): Record<string, string> {
  return {
    kestra_namespace: labelText(execution.namespace),
    kestra_flow_id: labelText(execution.flowId),
    kestra_execution_id: labelText(execution.id),
    kestra_task_id: labelText(taskRun.taskId),
  };
}

function labelText(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{Ll}\p{Lo}\p{N}_-]/gu, '_')
    .slice(0, 63);
}
