/** Comments, texts in quotes and text blocks: what a class could be named in without being declared. */
const noise = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/gu;

/** A type's declaration: with its modifiers, outside or inside another. */
const declaration = /\b(public\s+)?(?:(?:final|abstract|sealed|strictfp)\s+)*(?:class|record|enum|interface)\s+(\w+)/gu;

/**
 * The class that java is told to run. The file must have the name of the public one; without one, the class that holds `main`
 * (the last one declared before it) counts, else the first.
 */
export function mainClass(script: string): { readonly name: string; readonly fullName: string } {
  const code = script.replaceAll(noise, ' ');
  const declared = [...code.matchAll(declaration)];
  const main = /\bstatic\s+(?:final\s+)?void\s+main\s*\(/u.exec(code)?.index ?? -1;
  const chosen =
    declared.find(([, isPublic]) => isPublic !== undefined) ??
    declared.findLast(({ index }) => index < main) ??
    declared[0];
  const name = chosen?.[2] ?? 'Main';
  const folder = /^\s*package\s+([\w.]+)\s*;/mu.exec(code)?.[1];
  return { name, fullName: folder === undefined ? name : `${folder}.${name}` };
}
