import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Path of a segment of the journal: `journal.jsonl`, then `journal.1.jsonl` for the first resume, and so on. */
export function segmentPath(directory: string, segment: number): string {
  return join(directory, segment === 0 ? 'journal.jsonl' : `journal.${segment}.jsonl`);
}

/** The numbers of the segments in an execution's folder, oldest first. */
export function listSegments(directory: string): readonly number[] {
  const numbers: number[] = [];
  for (const name of readdirSync(directory)) {
    const match = /^journal(?:\.([1-9]\d*))?\.jsonl$/.exec(name);
    if (match !== null) numbers.push(Number(match[1] ?? 0));
  }
  return numbers.toSorted((a, b) => a - b);
}
