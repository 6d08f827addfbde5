/** Each folder with the folders that it imports. */
export type FolderImports = ReadonlyMap<string, ReadonlySet<string>>;

/** A mermaid flowchart. An arrow that follows from others (a → b → c, so a → c) is left out, or nobody could read it. */
export function drawFolders(imports: FolderImports): string {
  const names = [...imports.keys()].toSorted();
  const nodes = names.map((name) => `  ${nodeId(name)}["${name}"]${name.startsWith('src/') ? '' : ':::door'}`);
  const arrows = names.flatMap((from) =>
    [...(imports.get(from) ?? [])]
      .toSorted()
      .filter((to) => !isIndirect(imports, from, to))
      .map((to) => `  ${nodeId(from)} --> ${nodeId(to)}`),
  );
  return ['flowchart TD', ...nodes, ...arrows, '  classDef door stroke-width:3px'].join('\n');
}

/** True where `to` is reached by way of another import of `from`. */
function isIndirect(imports: FolderImports, from: string, to: string): boolean {
  return [...(imports.get(from) ?? [])].some((other) => other !== to && reaches(imports, other, to, new Set([from])));
}

function reaches(imports: FolderImports, from: string, to: string, seen: Set<string>): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return [...(imports.get(from) ?? [])].some((next) => reaches(imports, next, to, seen));
}

function nodeId(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, '_');
}
