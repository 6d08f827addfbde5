import { GitphonyError } from '../../src/contract/errors.ts';
import type { PluginDefinition, PluginRegistry, PluginType } from '../../src/contract/registry.ts';
import { compileValidators } from '../../src/plugin-kit/compile-validators.ts';

/** A registry of just these types, their validators compiled on the spot. For tests of what only knows contracts. */
export function toyRegistry(definitions: readonly PluginDefinition[]): PluginRegistry {
  const byName = new Map<string, PluginDefinition>();
  for (const definition of definitions) {
    for (const name of [definition.type, ...(definition.aliases ?? [])]) byName.set(name, definition);
  }
  const described = new Map<PluginDefinition, PluginType>();
  const find = (name: string): PluginDefinition => {
    const definition = byName.get(name);
    if (definition === undefined) throw new GitphonyError('UNKNOWN_TYPE', `expected a known type, got "${name}"`);
    return definition;
  };
  return {
    resolve(name) {
      const definition = byName.get(name);
      return definition === undefined ? undefined : { type: definition.type, kind: definition.kind };
    },
    names: () =>
      definitions.map(({ type, kind }) => ({ type, kind })).toSorted((a, b) => a.type.localeCompare(b.type, 'en')),
    async describe(name) {
      const definition = find(name);
      const known = described.get(definition) ?? describe(definition);
      described.set(definition, known);
      return known;
    },
    addresses: () =>
      Object.fromEntries(
        definitions.flatMap((definition) => {
          if (definition.kind !== 'task' || definition.addresses === undefined) return [];
          const { scheme, login } = definition.addresses;
          return [[scheme, { type: definition.type, login }]];
        }),
      ),
    load: async (name) => find(name),
  };
}

function describe(definition: PluginDefinition): PluginType {
  return {
    type: definition.type,
    kind: definition.kind,
    aliases: definition.aliases ?? [],
    schema: definition.properties,
    ...compileValidators(definition.properties),
  };
}
