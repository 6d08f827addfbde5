import type { ConditionContext } from '../contract/condition.ts';
import { GitphonyError } from '../contract/errors.ts';
import type { Execution } from '../contract/execution.ts';

/** The execution that a condition judges. Fails with CONDITION_MISPLACED where its trigger has none. */
export function judgedExecution({ execution }: ConditionContext): Execution {
  if (execution !== undefined) return execution;
  throw new GitphonyError(
    'CONDITION_MISPLACED',
    'expected an execution that ended, but this trigger fires at dates and has none to judge',
    { hint: 'use a condition on the date, or Expression' },
  );
}

/** The flow that a condition judges: the one whose execution ended, else the trigger's own. */
export function judgedFlow({ execution, flow }: ConditionContext): { readonly namespace: string; readonly id: string } {
  return execution === undefined ? flow : { namespace: execution.namespace, id: execution.flowId };
}
