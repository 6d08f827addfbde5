import {
  compileTemplate,
  ExpressionError,
  isTemplate,
  type NamedCall,
  type References,
  referencesOf,
} from '../src/expressions/index.ts';

/** A use of `secret()` or `kv()` in a template. */
export interface NameUse extends NamedCall {
  readonly kind: 'secret' | 'kv';
}

/** The secrets and keys that a text asks for, in order of their places; also by texts in it that `render()` may be given. */
export function namesIn(text: string): readonly NameUse[] {
  if (!isTemplate(text)) return [];
  const references = readReferences(text);
  // The parser has judged every text that is rendered: what cannot be read here never is.
  return references === undefined ? [] : usesOf(references).toSorted((a, b) => a.offset - b.offset);
}

function usesOf({ secrets, keys, nested }: References): readonly NameUse[] {
  return [
    ...secrets.map((call) => ({ ...call, kind: 'secret' as const })),
    ...keys.map((call) => ({ ...call, kind: 'kv' as const })),
    ...nested.flatMap(({ text, offset }) => nestedUses(text).map((use) => ({ ...use, offset }))),
  ];
}

/** A text that is put together from pieces is read nowhere: a piece that begins a call has a computed name. */
function nestedUses(text: string): readonly NameUse[] {
  const references = isTemplate(text) ? readReferences(text) : undefined;
  if (references !== undefined) return usesOf(references);
  const call = /\b(secret|kv)\s*\(/.exec(text)?.[1];
  return call === undefined ? [] : [{ kind: call === 'secret' ? 'secret' : 'kv', name: undefined, offset: 0 }];
}

function readReferences(text: string): References | undefined {
  try {
    return referencesOf(compileTemplate(text));
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
