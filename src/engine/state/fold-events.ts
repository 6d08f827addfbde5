import { GitphonyError } from '../../contract/errors.ts';
import type { ExecutionEvent } from '../../contract/events.ts';
import type { Execution } from '../../contract/execution.ts';
import { readJournal } from '../journal/journal-reader.ts';
import { applyEvent, stateFromCreation } from './apply-event.ts';
import type { ExecutionState } from './execution-state.ts';
import { toExecution } from './to-execution.ts';

/** The state that a whole journal tells. */
export function foldEvents(events: Iterable<ExecutionEvent>): ExecutionState {
  let state: ExecutionState | undefined;
  for (const event of events) {
    if (state === undefined) state = stateFromCreation(event);
    else applyEvent(state, event);
  }
  if (state !== undefined) return state;
  throw new GitphonyError('JOURNAL_BROKEN', 'expected at least one event in the journal, found none', {
    hint: 'the run was stopped before it began: start the flow anew',
  });
}

/**
 * An execution as its folder's journal tells it, whether it has ended, runs just now, or was killed.
 *
 * @throws GitphonyError EXECUTION_NOT_FOUND, JOURNAL_BROKEN, JOURNAL_NEWER
 */
export async function readExecution(directory: string): Promise<Execution> {
  return toExecution(foldEvents(readJournal(directory)));
}
