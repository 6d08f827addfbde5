import { GitphonyError } from '../contract/errors.ts';

/** Fails with CONDITION_INCOMPLETE where neither limit is given: a schema cannot say it and stay readable. */
export function needsALimit(after: string | undefined, before: string | undefined): void {
  if (after !== undefined || before !== undefined) return;
  throw new GitphonyError('CONDITION_INCOMPLETE', 'expected "after", "before" or both, got neither');
}
