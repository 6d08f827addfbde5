import type { RunnerNode } from '../../contract/flow.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { newMap, type ValueMap } from '../../util/values.ts';
import { matchesType, mergeDefaults, type ScopedDefault } from '../plugin-defaults.ts';
import type { BuildContext } from './context.ts';

/**
 * As whom addresses (`gs://bucket/name`) are read: what plugin defaults say of the type that reads them, as far as it is about its login. By
 * scheme; one that no default is about is left out.
 */
export function buildAddressLogins(context: BuildContext): Readonly<Record<string, RunnerNode>> {
  const logins: Record<string, RunnerNode> = {};
  for (const [scheme, { type, login }] of Object.entries(context.registry.addresses())) {
    if (!context.scopes.flat().some((entry) => matchesType(entry.type, [type]))) continue;
    const merged = mergeDefaults(newMap(), [type], context.scopes, (name) => login.includes(name));
    const properties: ValueMap = newMap();
    for (const name of login) {
      const value = merged.properties[name];
      if (value === undefined || value === null) continue;
      properties[name] = value;
      noteTemplates(context, merged.origins.get(name), name, type);
    }
    const [first] = login.flatMap((name) => (name in properties ? (merged.origins.get(name) ?? []) : []));
    if (first !== undefined) logins[scheme] = { type, properties, path: valuesOf(first) };
  }
  return logins;
}

/** Where tasks of the type are, their own properties have been noted. */
function noteTemplates(context: BuildContext, origin: ScopedDefault | undefined, name: string, type: string): void {
  if (origin?.path === undefined || context.usedTypes.some((names) => names.includes(type))) return;
  context.noteTemplates(origin.values[name], [...origin.path, 'values', name], 'flow');
}

function valuesOf({ path }: ScopedDefault): DocumentPath {
  return path === undefined ? [] : [...path, 'values'];
}
