import type { Problem } from '../contract/source.ts';

/** A line of a file with names of today in it. */
export interface RenamedLine {
  /** 1-based. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/**
 * Writes the names of today where problems tell of older ones. Nothing else changes: comments, quotes and layout stay, and so does a
 * name that does not stand in the file as it was read (in an anchor, behind an escape).
 */
export function renameOlder(
  text: string,
  problems: readonly Problem[],
): { readonly text: string; readonly lines: readonly RenamedLine[] } {
  const places = problems.flatMap(({ range, rename }) => {
    if (rename === undefined) return [];
    const written = text.slice(range.start.offset, range.end.offset);
    const quote = /^["']/.test(written) ? 1 : 0;
    // What comes from elsewhere (gitphony.yaml) has the place of the task that it reached.
    const isHere = written.slice(quote, written.length - quote) === rename.from;
    return isHere ? [{ at: range.start.offset + quote, ...rename }] : [];
  });
  let renamed = text;
  // From the end, so that what comes before stays where it is.
  for (const { at, from, to } of places.toSorted((a, b) => b.at - a.at)) {
    renamed = renamed.slice(0, at) + to + renamed.slice(at + from.length);
  }
  return { text: renamed, lines: changedLines(text, renamed) };
}

/** Names hold no line breaks, so the lines are as many as before. */
function changedLines(text: string, renamed: string): readonly RenamedLine[] {
  const after = renamed.split('\n');
  return text.split('\n').flatMap((before, index) => {
    const now = after[index] ?? '';
    return now === before ? [] : [{ line: index + 1, before: trimEnd(before), after: trimEnd(now) }];
  });
}

function trimEnd(line: string): string {
  return line.replace(/\r$/, '');
}
