import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FlowVerdict } from './flow-verdict.ts';

const file = fileURLToPath(new URL('flow-ledger.json', import.meta.url));

/**
 * What is known of each flow: `pass`, `not-built: <what>` or `differs: <why>`; the latter also as
 * `differs at 5, post.outputs: <why>` where the rest agrees: starts, names of executions, beginnings of paths.
 */
export type Ledger = Readonly<Record<string, string>>;

export function readLedger(): Ledger {
  return JSON.parse(readFileSync(file, 'utf8')) as Ledger;
}

/** Why a verdict contradicts the ledger; undefined where it is as known. */
export function contradiction(entry: string | undefined, verdict: FlowVerdict): string | undefined {
  const report = describe(verdict);
  if (verdict.kind === 'pass') return entry === 'pass' ? undefined : `passes now, the ledger says: ${entry}`;
  if (entry === undefined || entry === 'pass') return report;
  if (entry.startsWith('not-built: ')) {
    // Once the parser knows the types or keys that it missed, the flow has to agree; what it never misses is said in words.
    const missed = /^not-built: [\w.]+(?:, [\w.]+)*$/.test(entry);
    return missed && verdict.kind === 'differs' ? `built now, yet ${report}` : undefined;
  }
  const listed = /^differs(?: at ([^:]+))?: ./.exec(entry);
  if (listed === null) return `expected pass, not-built: … or differs: …, the ledger says: ${entry}`;
  if (verdict.kind !== 'differs') return `${report}, the ledger says: ${entry}`;
  const places = listed[1]?.split(', ');
  if (places === undefined) return undefined;
  const lines = linesOf(verdict).filter((line) => !line.startsWith('('));
  const agrees = places.filter((place) => !lines.some((line) => isAt(line, place)));
  if (agrees.length > 0) return `agrees now at ${agrees.join(', ')}, the ledger says: ${entry}`;
  return lines.every((line) => places.some((place) => isAt(line, place))) ? undefined : report;
}

function isAt(line: string, place: string): boolean {
  return line.startsWith(place) && /^[.:[]/.test(line.slice(place.length));
}

/** The ledger with what can be told by a run alone; a difference needs somebody who says why. */
export function updateLedger(ledger: Ledger, verdicts: ReadonlyMap<string, FlowVerdict>): void {
  const entries = [...verdicts].map(([name, verdict]) => [name, entryFor(verdict, ledger[name])] as const);
  writeFileSync(
    file,
    `${JSON.stringify(Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`,
  );
}

function entryFor(verdict: FlowVerdict, before: string | undefined): string {
  if (verdict.kind === 'pass') return 'pass';
  if (verdict.kind === 'not-built') return `not-built: ${[...verdict.found.values()].flat().join(', ')}`;
  return before ?? 'pass';
}

/** The verdict for people. */
function describe(verdict: FlowVerdict): string {
  return [verdict.kind, ...linesOf(verdict)].join('\n  ');
}

/** Every line with its full path; explanations (messages of errors) stand in parentheses. */
export function linesOf({ found }: FlowVerdict): readonly string[] {
  return [...found].flatMap(([place, lines]) =>
    lines.map((line) => (place === '' || line.startsWith('(') ? line : `${place}.${line}`)),
  );
}
