/**
 * `String.split` of Java on the places where the delimiter was found: no empty text before a match of no width at the
 * start, at most `limit` parts when it is above 0, trailing empties dropped when it is 0.
 */
export function splitAt(
  text: string,
  matches: Iterable<readonly [start: number, end: number]>,
  limit: number,
): string[] {
  const parts: string[] = [];
  let from = 0;
  let found = false;
  for (const [start, end] of matches) {
    if (limit > 0 && parts.length === limit - 1) break;
    if (end === 0) continue;
    if (start === end && start === text.length) continue;
    found = true;
    parts.push(text.slice(from, start));
    from = end;
  }
  if (!found) return [text];
  parts.push(text.slice(from));
  if (limit === 0) while (parts.length > 0 && parts.at(-1) === '') parts.pop();
  return parts;
}

/** Where a plain delimiter stands. */
export function* literalMatches(text: string, delimiter: string): Generator<readonly [number, number]> {
  if (delimiter === '') {
    for (let index = 1; index <= text.length; index += 1) yield [index, index];
    return;
  }
  for (let at = text.indexOf(delimiter); at !== -1; at = text.indexOf(delimiter, at + delimiter.length)) {
    yield [at, at + delimiter.length];
  }
}
