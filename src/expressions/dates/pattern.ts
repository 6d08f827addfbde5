import { CallFailure } from '../../contract/expression.ts';

/** A run of one pattern letter, text as it stands, or an optional part (`[…]`). */
export type PatternPart =
  | { readonly kind: 'field'; readonly letter: string; readonly count: number }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'optional'; readonly parts: readonly PatternPart[] };

const LETTERS = 'GuyYMLdDgQqwWFEecaBHhKkmsSAnNVvzOXxZ';
const patterns = new Map<string, readonly PatternPart[]>();
const MAX_PATTERNS = 500;

/** Reads a pattern of Java's DateTimeFormatter. */
export function parsePattern(pattern: string): readonly PatternPart[] {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const parts = read(pattern);
  if (patterns.size < MAX_PATTERNS) patterns.set(pattern, parts);
  return parts;
}

function read(pattern: string): readonly PatternPart[] {
  const open: PatternPart[][] = [[]];
  const add = (part: PatternPart): void => {
    open.at(-1)?.push(part);
  };
  for (let index = 0; index < pattern.length; ) {
    const character = pattern.charAt(index);
    const run = /^([a-zA-Z])\1*/.exec(pattern.slice(index))?.[0];
    if (run !== undefined) {
      add(field(character, run.length, pattern));
      index += run.length;
    } else if (character === "'") {
      const { text, end } = quoted(pattern, index);
      add({ kind: 'literal', text });
      index = end;
    } else {
      if (character === '[') open.push([]);
      else if (character === ']') closeOptional(open, pattern);
      else if ('{}#'.includes(character)) throw invalid(pattern, `the reserved character '${character}' unquoted`);
      else add({ kind: 'literal', text: character });
      index += 1;
    }
  }
  while (open.length > 1) closeOptional(open, pattern);
  return open[0] ?? [];
}

function closeOptional(open: PatternPart[][], pattern: string): void {
  const parts = open.pop();
  const outer = open.at(-1);
  if (parts === undefined || outer === undefined) throw invalid(pattern, "a ']' without its '['");
  outer.push({ kind: 'optional', parts });
}

function field(letter: string, count: number, pattern: string): PatternPart {
  if (!LETTERS.includes(letter))
    throw invalid(pattern, `the unknown letter '${letter}'`, `quote plain text: '${letter}…'`);
  if (letter === 'V' && count !== 2) throw invalid(pattern, `'${letter.repeat(count)}'`, 'write VV');
  if (letter === 'S' && count > 9) throw invalid(pattern, `more than nine letters 'S'`);
  if (count > 19) throw invalid(pattern, `too many letters '${letter}'`);
  return { kind: 'field', letter, count };
}

/** `'text'`; two quotes are one, inside and out. */
function quoted(pattern: string, start: number): { text: string; end: number } {
  if (pattern.charAt(start + 1) === "'") return { text: "'", end: start + 2 };
  let text = '';
  for (let index = start + 1; index < pattern.length; index += 1) {
    if (pattern.charAt(index) !== "'") text += pattern.charAt(index);
    else if (pattern.charAt(index + 1) === "'") {
      text += "'";
      index += 1;
    } else return { text, end: index + 1 };
  }
  throw invalid(pattern, 'a quote without its end');
}

function invalid(pattern: string, found: string, hint?: string): CallFailure {
  return new CallFailure(
    `expected a date pattern such as 'yyyy-MM-dd HH:mm', but found ${found} in '${pattern}'`,
    hint === undefined ? {} : { hint },
  );
}
