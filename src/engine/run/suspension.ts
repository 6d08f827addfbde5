import { abortCode } from './abort.ts';
import type { AttemptParts } from './attempt-parts.ts';
import { setTaskState } from './set-task-state.ts';

/** Unwinds the tree of tasks where an execution waits for somebody, or is left as it is: no failure, and nothing may catch it but who began. */
export class Suspension extends Error {
  constructor(taskRunId: string) {
    super(`the task run ${taskRunId} waits to be resumed`);
    this.name = 'Suspension';
  }
}

/** True where the execution is to be left as it is, for another process to go on with. */
export function isStopped(signal: AbortSignal): boolean {
  return abortCode(signal) === 'STOPPED';
}

/** Unwinds where the execution was stopped: what comes next is for whoever resumes it. */
export function leaveWhereStopped(signal: AbortSignal, where: string): void {
  if (isStopped(signal)) throw new Suspension(where);
}

/** Leaves a task run where its child execution waits: PAUSED, as the child. What runs children stays RUNNING. */
export function suspendTaskRun({ run, node, frame, taskRun }: AttemptParts): void {
  const plan = run.plans.get(node);
  const isTask = plan !== undefined && 'definition' in plan && plan.definition.kind === 'task';
  if (!isTask) return;
  setTaskState(run, frame, taskRun, 'PAUSED');
  run.setState('PAUSED');
}
