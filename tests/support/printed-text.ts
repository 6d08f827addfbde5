/** What differs from run to run, or from one zlib to another: ids, moments, durations, free ports, sizes of packed files. */
const varying: readonly (readonly [RegExp, string])[] = [
  [/\b(?=[0-9A-Za-z]*\d)(?=[0-9A-Za-z]*[A-Za-z])[0-9A-Za-z]{20,22}\b/g, '<id>'],
  // One id of fifty has no digit.
  [/\b(?=[A-Za-z]*[A-Z][a-z]*[A-Z])(?=[A-Za-z]*[a-z])[A-Za-z]{20,22}\b/g, '<id>'],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|\b)/g, '<moment>'],
  [/\b\d\d:\d\d:\d\d(\.\d+)?\b/g, '<time>'],
  [/\b(\d+m)? ?\d+(\.\d+)? ?(ms|s)\b/g, '<duration>'],
  [/\b\d+(\.\d+)? [kMG]?B\b/g, '<size>'],
  [/\/runs\/\d+/g, '/runs/<run>'],
  [/\b127\.0\.0\.1:\d+\b/g, '<address>'],
  [/\b[0-9a-f]{7,40}\b(?=.*\b(commit|root-commit|changed|main)\b)/g, '<commit>'],
  [/[ \t]+/g, ' '],
  [/ +$/gm, ''],
];

/** The text without what differs from run to run. */
export function steadyText(text: string): string {
  return varying.reduce((known, [pattern, word]) => known.replaceAll(pattern, word), text).trim();
}

/**
 * Why a page's text is not what was printed; undefined where it is. A line `…` of the page stands for any lines.
 */
export function differenceOf(page: string, printed: string): string | undefined {
  const [wanted, found] = [steadyText(page).split('\n'), steadyText(printed).split('\n')];
  if (matches(wanted, found)) return undefined;
  return `the page says:\n${wanted.join('\n')}\n\nprinted was:\n${found.join('\n')}\n\nas it was printed:\n${printed}`;
}

function matches([first, ...wanted]: readonly string[], found: readonly string[]): boolean {
  if (first === undefined) return found.length === 0;
  if (first === '…') return found.some((_, skipped) => matches(wanted, found.slice(skipped))) || wanted.length === 0;
  return first === found[0] && matches(wanted, found.slice(1));
}
