import { GitphonyError } from '../contract/errors.ts';
import type { PluginKind, PluginRegistry } from '../contract/registry.ts';
import { addresses, entries, type RegistryEntry } from './generated/index.ts';

const canonicalNames = new Map<string, string>();
for (const [type, entry] of Object.entries(entries)) {
  for (const name of [type, ...entry.aliases]) canonicalNames.set(name, type);
}

/** What was loaded once: `import()` of a known module still takes a trip through the loader, thousands of them for a large project. */
const described = new Map<string, ReturnType<RegistryEntry['describe']>>();
const loaded = new Map<string, ReturnType<RegistryEntry['load']>>();

/** The types built into Gitphony. Looking one up loads only its schema; its code comes with `load`. */
export const builtinRegistry: PluginRegistry = {
  resolve(name) {
    const type = canonicalNames.get(name);
    return type === undefined ? undefined : { type, kind: entryOf(type).kind };
  },
  names: () =>
    Object.entries(entries)
      .map(([type, { kind }]): { type: string; kind: PluginKind } => ({ type, kind }))
      .toSorted((a, b) => a.type.localeCompare(b.type, 'en')),
  async describe(name) {
    const type = canonicalNames.get(name) ?? name;
    const entry = entryOf(type);
    const { schema, validateAuthored, validateRendered } = await once(described, type, () => entry.describe());
    return { type, kind: entry.kind, aliases: entry.aliases, schema, validateAuthored, validateRendered };
  },
  addresses: () => addresses,
  load(name) {
    const type = canonicalNames.get(name) ?? name;
    return once(loaded, type, () => entryOf(type).load());
  },
};

/** A failure is not kept: a file that could not be read now may be there later. */
function once<T>(known: Map<string, Promise<T>>, type: string, ask: () => Promise<T>): Promise<T> {
  const earlier = known.get(type);
  if (earlier !== undefined) return earlier;
  const answer = ask();
  known.set(type, answer);
  answer.catch(() => known.delete(type));
  return answer;
}

function entryOf(type: string): RegistryEntry {
  const entry = Object.hasOwn(entries, type) ? entries[type] : undefined;
  if (entry === undefined) {
    throw new GitphonyError('UNKNOWN_TYPE', `expected a known type, got "${type}"`, {
      hint: 'see `gitphony plugins list` for the types of this build',
    });
  }
  return entry;
}
