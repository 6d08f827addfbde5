import { createHash } from 'node:crypto';
import { changedMemory, parsePollMemory, printPollMemory } from '../../contract/poll-memory.ts';
import type { StateBranch } from '../api/state-branch.ts';
import type { FoundMemory } from './poll-findings.ts';

/** How a claim went: `new`, somebody else was faster, or this run had made it before. */
export type ClaimEnd = 'claimed' | 'claimed before' | 'taken';

/** Where on the state branch a trigger's memory lies. */
export function memoryPath(name: string): string {
  return `polls/${name}.json`;
}

/** Tells two texts of a memory apart. */
export function memoryBase(text: string | undefined): string {
  return text === undefined ? 'none' : createHash('sha256').update(text).digest('hex');
}

/**
 * Writes down that an execution is about to be started for what a poll found. Of two runs that saw the same, one gets it: the
 * other finds another text than its poll saw.
 */
export function claimFinding(
  branch: StateBranch,
  { path, base, changes }: FoundMemory,
  { id, at, note }: { readonly id: string; readonly at: string; readonly note: string },
): Promise<ClaimEnd> {
  return branch.update<ClaimEnd>(path, `${note} found something`, async (text) => {
    const { seen, claim } = parsePollMemory(text, path);
    if (claim?.id === id) return { text: undefined, result: 'claimed before' };
    if (memoryBase(text) !== base) return { text: undefined, result: 'taken' };
    return { text: printPollMemory({ seen, claim: { id, at, changes } }), result: 'claimed' };
  });
}

/** What the poll found is seen now: the execution is there, or none is needed. */
export function settleFinding(
  branch: StateBranch,
  { path, base, changes }: FoundMemory,
  { id, note }: { readonly id: string; readonly note: string },
): Promise<void> {
  return branch.update(path, `${note} has seen it`, async (text) => {
    const { seen, claim } = parsePollMemory(text, path);
    const isOurs = claim?.id === id || (claim === undefined && memoryBase(text) === base);
    if (!isOurs) return { text: undefined, result: undefined };
    return { text: printPollMemory({ seen: changedMemory(seen, changes), claim: undefined }), result: undefined };
  });
}
