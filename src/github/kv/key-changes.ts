import { GitphonyError } from '../../contract/errors.ts';
import { checkKey, checkKvNamespace, parseKvEntries } from '../../contract/kv-entries.ts';
import { parseJson, printJson } from '../../util/json.ts';
import { isMap, newMap, type Value, type ValueMap } from '../../util/values.ts';
import type { KeyChange } from './branch-kv.ts';

/** Beginning of the names of artifacts that carry what a job wrote. */
export const KEYS_ARTIFACT = 'gitphony-keys-';

/** The only file of such an artifact. */
export const KEYS_FILE = 'keys.json';

/** What one job wrote. */
export interface JobKeys {
  /** Sorts jobs: the first tick of a leg, or nothing. Later ones have the last word. */
  readonly order: string;
  readonly changes: readonly KeyChange[];
}

export function printJobKeys({ order, changes }: JobKeys): string {
  const list = changes.map(({ namespace, key, entry }) => {
    const { key: _, ...rest } = entry ?? { key };
    return { namespace, key, entry: entry === undefined ? null : rest };
  });
  const root = newMap();
  Object.assign(root, { schema: 1, order, changes: list as unknown as Value } as unknown as ValueMap);
  return printJson(root);
}

/** Reads what another job wrote, as hostile input: shape, keys and namespaces are checked. Fails with KV_BROKEN or KV_INVALID. */
export function parseJobKeys(text: string, place: string): JobKeys {
  const root = readJson(text, place);
  const changes = isMap(root) && root['schema'] === 1 ? root['changes'] : undefined;
  if (!isMap(root) || !Array.isArray(changes)) throw broken(place, 'expected {schema: 1, order, changes}');
  return {
    order: typeof root['order'] === 'string' ? root['order'] : '',
    changes: changes.map((change) => readChange(change, place)),
  };
}

function readChange(change: Value, place: string): KeyChange {
  const [namespace, key] = isMap(change) ? [change['namespace'], change['key']] : [];
  if (!isMap(change) || typeof namespace !== 'string' || typeof key !== 'string') {
    throw broken(place, 'expected a namespace and a key for each change');
  }
  checkKvNamespace(namespace);
  checkKey(key);
  const entry = change['entry'] ?? null;
  if (entry === null) return { namespace, key, entry: undefined };
  return { namespace, key, entry: parseKvEntries(printJson({ [key]: entry }), place).get(key) };
}

function readJson(text: string, place: string): Value {
  try {
    return parseJson(text);
  } catch (cause) {
    throw broken(place, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function broken(place: string, problem: string, cause?: unknown): GitphonyError {
  return new GitphonyError('KV_BROKEN', `${place} cannot be read: ${problem}`, {
    ...(cause === undefined ? {} : { cause }),
    hint: 'run the job that wrote it again',
  });
}
