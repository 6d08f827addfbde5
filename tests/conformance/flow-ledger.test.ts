import { expect, test } from 'vitest';
import { contradiction } from './flow-ledger.ts';
import type { FlowVerdict } from './flow-verdict.ts';

const passes: FlowVerdict = { kind: 'pass', found: new Map(), hints: [] };
const lacks: FlowVerdict = { kind: 'not-built', found: new Map([['', ['a.Type']]]), hints: [] };
const differs: FlowVerdict = {
  kind: 'differs',
  found: new Map([
    ['', ['post.outputs.body: expected 1, got 2', '(post: why)']],
    ['5', ['refused: no']],
  ]),
  hints: [],
};

const agreeing: readonly (readonly [entry: string, verdict: FlowVerdict])[] = [
  ['pass', passes],
  ['not-built: a.Type', lacks],
  ['not-built: a command in words', differs],
  ['not-built: a.Type, another', lacks],
  ['differs: on purpose', differs],
  ['differs at 5, post.outputs: on purpose', differs],
];

test.for(agreeing)('%s holds', ([entry, verdict]) => {
  expect(contradiction(entry, verdict)).toBeUndefined();
});

const contradicting: readonly (readonly [entry: string | undefined, verdict: FlowVerdict, says: string])[] = [
  ['pass', lacks, 'a.Type'],
  ['pass', differs, 'expected 1, got 2'],
  [undefined, passes, 'passes now'],
  ['not-built: a.Type', passes, 'passes now'],
  ['not-built: a.Type, another', differs, 'built now, yet differs'],
  ['differs: on purpose', passes, 'passes now'],
  ['differs: on purpose', lacks, 'not-built'],
  ['differs at 5: on purpose', differs, 'post.outputs.body'],
  ['differs at 5, post.outputs, get: on purpose', differs, 'agrees now at get'],
  ['differs at 5, post.out: on purpose', differs, 'agrees now at post.out'],
  ['whatever', differs, 'expected pass, not-built'],
];

test.for(contradicting)('%s is contradicted', ([entry, verdict, says]) => {
  expect(contradiction(entry, verdict)).toContain(says);
});
