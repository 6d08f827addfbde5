import type { TaskNode } from '../../contract/flow.ts';
import { derivedId } from '../ids.ts';
import type { AttemptResult } from '../run/attempt-parts.ts';
import type { ExecutionRun, Frame } from '../run/execution-run.ts';
import { retryDelay } from '../../contract/retry-delay.ts';

/**
 * Asks for a new execution where the nearest retry policy of a failed task has the behavior CREATE_NEW_EXECUTION and
 * allows one more. `maxAttempts` counts executions then, the first included; `maxDuration` from the first one's creation.
 */
export function askForNewExecution(run: ExecutionRun, node: TaskNode, frame: Frame, result: AttemptResult): boolean {
  if (result.state !== 'FAILED' || !result.mayRetry || frame.signal.aborted) return false;
  const retry = node.retry ?? frame.retry;
  if (retry?.behavior !== 'CREATE_NEW_EXECUTION') return false;
  const created = run.state.history.steps[0]?.at ?? run.now();
  const { number, since } = run.state.retries ?? { number: 1, since: created };
  const now = run.now();
  const delay = retryDelay(retry, { failed: number, firstStart: since, now });
  if (delay === undefined) return false;
  run.emit({ type: 'execution.retry', executionId: derivedId(run.info.id, 'retry'), due: now + delay });
  return true;
}
