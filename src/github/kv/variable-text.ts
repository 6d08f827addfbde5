import type { KvEntry, KvType } from '../../contract/kv.ts';
import { githubName } from '../../util/github-names.ts';
import { parseJson, printJson } from '../../util/json.ts';
import { isMap, newMap, type Value, type ValueMap } from '../../util/values.ts';

/** The first key of a variable that Gitphony wrote with more than a text. */
const MARK = 'gitphony';

const types: readonly KvType[] = ['STRING', 'NUMBER', 'BOOLEAN', 'DATETIME', 'DATE', 'DURATION', 'JSON'];

/** A variable's text read as an entry; whoever typed it into the settings meant a STRING. */
export interface VariableEntry extends KvEntry {
  /** Whose key it is, as far as the text says: that of a plain text is known by the variable's name only. */
  readonly namespace?: string;
}

/**
 * What the text of a repository variable holds. A text that Gitphony wrote is `{"gitphony":1,"namespace","key","type","value",…}`;
 * any other is a STRING. Never fails: a variable belongs to its owner.
 */
export function readVariableText(text: string, key: string): VariableEntry {
  const plain: VariableEntry = { key, type: 'STRING', value: text };
  if (!text.startsWith(`{"${MARK}":`)) return plain;
  let root: Value;
  try {
    root = parseJson(text);
  } catch {
    // It only looks like ours.
    return plain;
  }
  if (!isMap(root) || !Object.hasOwn(root, 'value')) return plain;
  const type = types.find((name) => name === root['type']);
  if (type === undefined) return plain;
  const textOf = (name: string): string | undefined => (typeof root[name] === 'string' ? root[name] : undefined);
  const [expiresAt, description, namespace] = [textOf('expiresAt'), textOf('description'), textOf('namespace')];
  return {
    key: textOf('key') ?? key,
    type,
    value: root['value'] ?? null,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(description === undefined ? {} : { description }),
    ...(namespace === undefined ? {} : { namespace }),
  };
}

/** The text of a variable for an entry. A plain STRING whose key is its name stays plain, so that people can read and change it. */
export function printVariableText(entry: KvEntry, namespace: string): string {
  const { key, type, value, expiresAt, description } = entry;
  const isPlain = type === 'STRING' && typeof value === 'string' && value !== '' && !value.startsWith(`{"${MARK}":`);
  if (isPlain && key === githubName(key) && expiresAt === undefined && description === undefined) return value;
  const { key: _, ...rest } = entry;
  const root = newMap();
  root[MARK] = 1;
  Object.assign(root, { namespace, key, ...rest } as unknown as ValueMap);
  return printJson(root);
}
