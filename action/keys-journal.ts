import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyChange } from '../src/github/kv/branch-kv.ts';
import { parseJobKeys, printJobKeys } from '../src/github/kv/key-changes.ts';
import { KEYS_JOURNAL } from '../src/github/record-files.ts';

/** The keys that tasks wrote, as part of the record: a task that is not run again does not write them again. */
export interface KeysJournal {
  readonly before: readonly KeyChange[];
  write(change: KeyChange): void;
}

/** Opens the journal in a state folder; what stands there was written by an earlier attempt. Fails with KV_BROKEN or KV_INVALID. */
export function openKeysJournal(stateDirectory: string): KeysJournal {
  const file = join(stateDirectory, KEYS_JOURNAL);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return {
    before: lines.filter((line) => line !== '').flatMap((line) => parseJobKeys(line, KEYS_JOURNAL).changes),
    write: (change) => appendFileSync(file, `${printJobKeys({ order: '', changes: [change] })}\n`),
  };
}
