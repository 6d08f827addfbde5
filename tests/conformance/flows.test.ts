import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { corpusServer, readFlowCorpus } from './flow-corpus.ts';
import { type CorpusServer, startCorpusServer } from './flow-http-server.ts';
import { contradiction, linesOf, readLedger, updateLedger } from './flow-ledger.ts';
import { type FlowVerdict, judgeFlow } from './flow-verdict.ts';

const corpus = readFlowCorpus();
const named = (corpus ?? []).map((folder) => [folder.name, folder] as const);
const ledger = readLedger();
const verdicts = new Map<string, FlowVerdict>();
/** `GITPHONY_UPDATE_LEDGER=1` writes what passes and what is not built; differences are listed by hand, with their reason. */
const updating = process.env['GITPHONY_UPDATE_LEDGER'] === '1';

// Most flows wait most of the time.
vi.setConfig({ maxConcurrency: 8 });

let server: CorpusServer | undefined;

beforeAll(async () => {
  if (corpus === undefined) console.log('conformance flows: none compared, ../shared/conformance is missing');
  else server = await startCorpusServer(corpusServer.folder);
});

afterAll(async () => {
  await server?.close();
  if (corpus === undefined) return;
  if (updating) updateLedger(ledger, verdicts);
  console.log(summary(verdicts));
});

test.concurrent.for(named)('%s', async ([name, folder], { expect }) => {
  const port = server?.port ?? 0;
  const first = await judgeFlow(folder, port);
  const verdict = first.kind === 'differs' && folder.racesTheClock ? await judgeFlow(folder, port) : first;
  verdicts.set(name, verdict);
  if (process.env['GITPHONY_SHOW_FLOWS'] === '1' && verdict.kind !== 'pass') {
    console.log([`${name}: ${verdict.kind}`, ...linesOf(verdict)].join('\n  '));
  }
  const wrong = updating && verdict.kind !== 'differs' ? undefined : contradiction(ledger[name], verdict);
  expect(wrong, wrong).toBeUndefined();
});

test('the ledger names the flows of ../shared/conformance and no others, where they are to be had', () => {
  const listed = Object.keys(ledger).toSorted();
  const there = corpus === undefined || updating ? listed : named.map(([name]) => name);
  expect(listed).toEqual(there);
});

test('the page of differences names every flow that differs', () => {
  const page = readFileSync(new URL('../../docs/differences-from-kestra.md', import.meta.url), 'utf8');
  const differing = Object.keys(ledger).filter((name) => ledger[name]?.startsWith('differs'));
  expect(differing.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

function summary(all: ReadonlyMap<string, FlowVerdict>): string {
  const counts = { pass: 0, 'not-built': 0, differs: 0 };
  for (const { kind } of all.values()) counts[kind] += 1;
  const hints = [...all].filter(([, verdict]) => verdict.hints.length > 0);
  const shown = process.env['GITPHONY_SHOW_HINTS'] === '1' ? hints : [];
  return [
    `conformance flows: ${all.size}, ${counts.pass} pass, ${counts['not-built']} of what is not built, ${counts.differs} differ;`,
    `texts of logs or messages are otherwise in ${hints.length} (GITPHONY_SHOW_HINTS=1 lists them)`,
    ...shown.map(([name, { hints: lines }]) => `\n  ${name}: ${lines.join('\n    ')}`),
  ].join(' ');
}
