import type { AttemptParts } from './attempt-parts.ts';
import { setTaskState } from './set-task-state.ts';

/** Unwinds the tree of tasks where an execution waits for somebody: no failure, and nothing may catch it but who began. */
export class Suspension extends Error {
  constructor(taskRunId: string) {
    super(`the task run ${taskRunId} waits to be resumed`);
    this.name = 'Suspension';
  }
}

/** Leaves a task run where its child execution waits: PAUSED, as the child. What runs children stays RUNNING. */
export function suspendTaskRun({ run, node, frame, taskRun }: AttemptParts): void {
  const plan = run.plans.get(node);
  const isTask = plan !== undefined && 'definition' in plan && plan.definition.kind === 'task';
  if (!isTask) return;
  setTaskState(run, frame, taskRun, 'PAUSED');
  run.setState('PAUSED');
}
