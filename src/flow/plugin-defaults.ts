import type { PluginDefault } from '../contract/project-config.ts';
import type { DocumentPath } from '../contract/source.ts';
import { isMap, newMap, type Value, type ValueMap } from '../util/values.ts';

/** Defaults of one scope. `path` is where they stand in the flow file; without it they come from gitphony.yaml. */
export interface ScopedDefault extends PluginDefault {
  readonly path?: DocumentPath;
}

/** Properties with defaults merged in. `origins` names those properties that no author of the plugin's own map wrote. */
export interface Merged {
  readonly properties: ValueMap;
  readonly origins: ReadonlyMap<string, ScopedDefault>;
}

/** True where `type` of a default is the plugin's name or stands above it: `io.kestra.plugin.core` of `io.kestra.plugin.core.log.Log`. */
export function matchesType(prefix: string, names: readonly string[]): boolean {
  const dotted = prefix.endsWith('.') ? prefix : `${prefix}.`;
  return names.some((name) => name === prefix || name.startsWith(dotted));
}

/**
 * Lays defaults under a plugin's authored properties, maps deeply, anything else as a whole. Who wins, as in Kestra:
 * the authored value, then the flow's defaults, the namespace's, the project's; inside one scope the longer type (there
 * Kestra leaves it to chance), then the earlier entry. Forced ones go over all that, and there the wider scope wins.
 * Of a prefix's values only properties that the type has (`accepts`) count; an exact type's all do.
 */
export function mergeDefaults(
  authored: ValueMap,
  names: readonly string[],
  scopes: readonly (readonly ScopedDefault[])[],
  accepts: (property: string) => boolean,
): Merged {
  const matching = scopes.flatMap((scope) =>
    scope.filter((entry) => matchesType(entry.type, names)).toSorted((a, b) => b.type.length - a.type.length),
  );
  if (matching.length === 0) return { properties: authored, origins: new Map() };
  const origins = new Map<string, ScopedDefault>();
  let properties = authored;
  const fitting = (entry: ScopedDefault): ValueMap => {
    const values = newMap();
    for (const [key, value] of Object.entries(entry.values)) {
      if (names.includes(entry.type) || accepts(key)) values[key] = value;
    }
    return values;
  };
  for (const entry of matching.filter(({ forced }) => !forced)) {
    const values = fitting(entry);
    for (const key of Object.keys(values)) if (!isSet(properties, key)) origins.set(key, entry);
    properties = mergeMaps(values, properties);
  }
  for (const entry of matching.filter(({ forced }) => forced)) {
    const values = fitting(entry);
    for (const key of Object.keys(values)) origins.set(key, entry);
    properties = mergeMaps(properties, values);
  }
  return { properties, origins };
}

function isSet(map: ValueMap, key: string): boolean {
  return Object.hasOwn(map, key) && map[key] !== null;
}

/** `over` laid over `under`; keys keep the order of their first appearance in `over`, then `under`. */
function mergeMaps(under: ValueMap, over: ValueMap): ValueMap {
  const result = newMap();
  for (const [key, value] of Object.entries(over)) result[key] = value;
  for (const [key, value] of Object.entries(under)) {
    const upper: Value | undefined = Object.hasOwn(over, key) ? over[key] : undefined;
    if (upper === undefined || upper === null) result[key] = value;
    else if (isMap(upper) && isMap(value)) result[key] = mergeMaps(value, upper);
  }
  return result;
}
