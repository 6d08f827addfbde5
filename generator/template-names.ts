import {
  compileTemplate,
  ExpressionError,
  isTemplate,
  type NamedCall,
  referencesOf,
} from '../src/expressions/index.ts';

/** A use of `secret()` or `kv()` in a template. */
export interface NameUse extends NamedCall {
  readonly kind: 'secret' | 'kv';
}

/** The secrets and keys that a text asks for, in order of their places. */
export function namesIn(text: string): readonly NameUse[] {
  if (!isTemplate(text)) return [];
  const { secrets, keys } = readReferences(text);
  const uses: NameUse[] = [
    ...secrets.map((call) => ({ ...call, kind: 'secret' as const })),
    ...keys.map((call) => ({ ...call, kind: 'kv' as const })),
  ];
  return uses.toSorted((a, b) => a.offset - b.offset);
}

function readReferences(text: string): { readonly secrets: readonly NamedCall[]; readonly keys: readonly NamedCall[] } {
  try {
    return referencesOf(compileTemplate(text));
  } catch (error) {
    // The parser has judged every text that is rendered: what cannot be read here never is.
    if (error instanceof ExpressionError) return { secrets: [], keys: [] };
    throw error;
  }
}
