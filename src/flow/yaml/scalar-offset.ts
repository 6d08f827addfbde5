import type { Scalar } from 'yaml';

/**
 * The place in the file of a place in a scalar's text. The characters that are not white space stand in the same order in
 * both, so one walk over both serves plain, quoted, literal and folded scalars; escapes of double quotes count as one.
 */
export function scalarOffset(source: string, scalar: Scalar, offset: number): number {
  const [start = 0, end = start] = scalar.range ?? [];
  const text = scalar.source ?? (typeof scalar.value === 'string' ? scalar.value : '');
  let at = start;
  if (scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED') at = afterLine(source, start, end);
  else if (scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE') at = start + 1;
  const escapes = scalar.type === 'QUOTE_DOUBLE';
  const doubled = scalar.type === 'QUOTE_SINGLE';

  for (let index = 0; index <= offset && index < text.length; index++) {
    if (isSpace(text[index])) {
      if (index === offset) return Math.min(at, end);
      // Spaces inside a line stand in the source one for one; line breaks and indentation are skipped before the next character.
      if (text[index] !== '\n' && isBlank(source[at])) at++;
      continue;
    }
    while (at < end && isSpace(source[at])) at++;
    if (escapes && source[at] === '\\') {
      let length: number | undefined = escapeLength(source, at);
      while (length !== undefined && isSpaceEscape(source, at)) {
        at += length;
        while (at < end && isSpace(source[at])) at++;
        length = source[at] === '\\' ? escapeLength(source, at) : undefined;
      }
      if (index === offset) return Math.min(at, end);
      at += length ?? 1;
      continue;
    }
    if (index === offset) return Math.min(at, end);
    at += doubled && source[at] === "'" ? 2 : 1;
  }
  return Math.min(at, end);
}

function afterLine(source: string, start: number, end: number): number {
  const newline = source.indexOf('\n', start);
  return newline === -1 || newline >= end ? end : newline + 1;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

function isSpace(character: string | undefined): boolean {
  return isBlank(character) || character === '\n' || character === '\r';
}

/** An escape that stands for white space, or for nothing (a line break). */
function isSpaceEscape(source: string, at: number): boolean {
  return 'ntr \t\n'.includes(source[at + 1] ?? '?');
}

function escapeLength(source: string, at: number): number {
  const kind = source[at + 1];
  if (kind === 'x') return 4;
  if (kind === 'u') return 6;
  return kind === 'U' ? 10 : 2;
}
