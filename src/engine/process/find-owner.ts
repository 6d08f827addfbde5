import { isAlive } from '../../util/process-identity.ts';
import { readJournal } from '../journal/journal-reader.ts';
import type { ExecutionState, Owner } from '../state/execution-state.ts';
import { foldEvents } from '../state/fold-events.ts';
import { hostIdentity } from '../../util/process-identity.ts';

/**
 * The process that works on an execution now; undefined where it has ended, or its process died.
 *
 * @throws GitphonyError as `readJournal`
 */
export function findOwner(directory: string): Owner | undefined {
  return livingOwner(foldEvents(readJournal(directory)));
}

/** As {@link findOwner}. An owner on another machine (or before a reboot) counts as dead: its journal was brought here. */
export function livingOwner(state: ExecutionState): Owner | undefined {
  const { owner } = state;
  if (owner === undefined || state.ended !== undefined || owner.host !== hostIdentity()) return undefined;
  return isAlive(owner.pid, owner.startTime) ? owner : undefined;
}
