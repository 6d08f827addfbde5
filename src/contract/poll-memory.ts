import { JsonSyntaxError, parseJson, printJson } from '../util/json.ts';
import { isMap, newMap, ownEntry, type Value, type ValueMap } from '../util/values.ts';
import { GitphonyError } from './errors.ts';

/** How what was seen changes. */
export interface MemoryChanges {
  readonly set: ValueMap;
  readonly unset: readonly string[];
}

/** Somebody is about to start an execution; once it is there, the changes hold. */
export interface PollClaim {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly changes: MemoryChanges;
}

/** What a polling trigger remembers. */
export interface PollMemory {
  readonly seen: ValueMap;
  readonly claim: PollClaim | undefined;
}

const SCHEMA = 1;

/** Reads what {@link printPollMemory} wrote; nothing where there is no text. Fails with POLL_MEMORY_BROKEN. */
export function parsePollMemory(text: string | undefined, place: string): PollMemory {
  if (text === undefined) return { seen: newMap(), claim: undefined };
  const root = parsed(text, place);
  const seen = isMap(root) && ownEntry(root, 'schema') === SCHEMA ? ownEntry(root, 'seen') : undefined;
  if (!isMap(root) || seen === undefined || !isMap(seen)) throw broken(place, `{schema: ${SCHEMA}, seen: {…}}`);
  const claim = ownEntry(root, 'claim');
  return { seen, claim: claim === undefined ? undefined : readClaim(claim, place) };
}

export function printPollMemory({ seen, claim }: PollMemory): string {
  const sorted = newMap();
  for (const key of Object.keys(seen).toSorted()) sorted[key] = ownEntry(seen, key) ?? null;
  const root: ValueMap = Object.assign(newMap(), { schema: SCHEMA, seen: sorted });
  if (claim !== undefined) {
    const { id, at, changes } = claim;
    root['claim'] = Object.assign(newMap(), { id, at, changes: changesValue(changes) });
  }
  return `${printJson(root)}\n`;
}

/** What leads from one to the other. */
export function memoryChanges(before: ValueMap, after: ValueMap): MemoryChanges {
  const set = newMap();
  for (const [key, value] of Object.entries(after)) {
    const known = ownEntry(before, key);
    if (known === undefined || printJson(known) !== printJson(value)) set[key] = value;
  }
  return { set, unset: Object.keys(before).filter((key) => !Object.hasOwn(after, key)) };
}

export function changedMemory(seen: ValueMap, { set, unset }: MemoryChanges): ValueMap {
  const changed = Object.assign(newMap(), seen, set);
  for (const key of unset) delete changed[key];
  return changed;
}

export function changesValue({ set, unset }: MemoryChanges): Value {
  return Object.assign(newMap(), { set, unset: [...unset] });
}

/** Fails with POLL_MEMORY_BROKEN. */
export function readChanges(value: Value | undefined, place: string): MemoryChanges {
  const set = value !== undefined && isMap(value) ? ownEntry(value, 'set') : undefined;
  const unset = value !== undefined && isMap(value) ? ownEntry(value, 'unset') : undefined;
  if (set === undefined || !isMap(set) || !Array.isArray(unset)) throw broken(place, 'changes as {set, unset}');
  return { set, unset: unset.filter((key) => typeof key === 'string') };
}

function readClaim(value: Value, place: string): PollClaim {
  const [id, at] = isMap(value) ? [ownEntry(value, 'id'), ownEntry(value, 'at')] : [];
  if (!isMap(value) || typeof id !== 'string' || typeof at !== 'string' || Number.isNaN(Date.parse(at))) {
    throw broken(place, 'a claim as {id, at, changes}');
  }
  return { id, at, changes: readChanges(ownEntry(value, 'changes'), place) };
}

function parsed(text: string, place: string): Value {
  try {
    return parseJson(text);
  } catch (cause) {
    if (!(cause instanceof JsonSyntaxError)) throw cause;
    throw broken(place, 'JSON', cause);
  }
}

function broken(place: string, expected: string, cause?: unknown): GitphonyError {
  return new GitphonyError('POLL_MEMORY_BROKEN', `${place}: expected ${expected}`, {
    cause,
    hint: 'restore the file, or delete it: then everything that is there counts as new',
  });
}
