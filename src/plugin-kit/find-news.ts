import { isMap, newMap, ownEntry, type ValueMap } from '../util/values.ts';
import type { ChangeType, NewsKind } from './polling-properties.ts';
import { readDuration } from './read-duration.ts';

/** A thing that a poll saw. */
export interface Seen {
  /** What it is called: its address. */
  readonly key: string;
  /** Changes when it does. */
  readonly version: string;
}

/** What of it is new. */
export interface News<T> {
  readonly news: readonly (T & { readonly changeType: ChangeType })[];
  /** News beyond the limit: they stay news for the next poll. */
  readonly more: boolean;
  /** Undefined where nothing needs to be kept. */
  readonly remember: ValueMap | undefined;
}

/**
 * Compares what is there with what was seen before. What is gone is forgotten, but only when there is something to be kept
 * anyway: a write for that alone is not worth a job.
 */
export function findNews<T extends Seen>(
  things: readonly T[],
  remembered: ValueMap,
  options: {
    readonly on: NewsKind;
    readonly stateTtl: string | undefined;
    readonly limit: number;
    readonly now: number;
  },
): News<T> {
  const { on, limit, now } = options;
  const oldest = options.stateTtl === undefined ? undefined : now - readDuration('stateTtl', options.stateTtl);
  const news: (T & { readonly changeType: ChangeType })[] = [];
  const remember = newMap();
  let more = false;
  let isChanged = false;
  for (const thing of things) {
    const known = entryOf(remembered, thing.key);
    const before = known === undefined || (oldest !== undefined && known.at < oldest) ? undefined : known;
    const isNews = before === undefined ? on !== 'UPDATE' : before.version !== thing.version && on !== 'CREATE';
    if (isNews && news.length === limit) {
      more = true;
      if (known !== undefined) remember[thing.key] = ownEntry(remembered, thing.key) ?? null;
      continue;
    }
    if (isNews) news.push({ ...thing, changeType: before === undefined ? 'CREATE' : 'UPDATE' });
    if (before !== undefined && before.version === thing.version) {
      remember[thing.key] = ownEntry(remembered, thing.key) ?? null;
      continue;
    }
    isChanged = true;
    remember[thing.key] = Object.assign(newMap(), { version: thing.version, seenAt: new Date(now).toISOString() });
  }
  return { news, more, remember: isChanged ? remember : undefined };
}

function entryOf(remembered: ValueMap, key: string): { readonly version: string; readonly at: number } | undefined {
  const entry = ownEntry(remembered, key);
  if (entry === undefined || !isMap(entry)) return undefined;
  const version = ownEntry(entry, 'version');
  const seenAt = ownEntry(entry, 'seenAt');
  if (typeof version !== 'string' || typeof seenAt !== 'string') return undefined;
  return { version, at: Date.parse(seenAt) };
}
