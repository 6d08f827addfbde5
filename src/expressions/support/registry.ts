interface Named {
  readonly name: string;
  readonly aliases?: readonly string[];
}

/** Definitions by name and alias; refuses two of one name. */
export function indexByName<T extends Named>(definitions: readonly T[]): ReadonlyMap<string, T> {
  const index = new Map<string, T>();
  for (const definition of definitions) {
    for (const name of [definition.name, ...(definition.aliases ?? [])]) {
      if (index.has(name)) throw new Error(`two definitions are named "${name}"`);
      index.set(name, definition);
    }
  }
  return index;
}
