import { describe, expect, test } from 'vitest';
import type { DocumentPath } from '../../contract/source.ts';
import { Decimal } from '../../util/decimal.ts';
import { isMap, type Value } from '../../util/values.ts';
import { ProblemList } from '../problem-list.ts';
import { MAX_FLOW_BYTES } from './decode.ts';
import { plainScalar } from './plain-scalar.ts';
import { readDocument } from './read-document.ts';
import type { YamlDocument } from './yaml-document.ts';

function read(text: string | Uint8Array): { document: YamlDocument | undefined; rules: string[] } {
  const problems = new ProblemList('flow.yaml');
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const { document } = readDocument(bytes, problems);
  return { document, rules: problems.sorted().map(({ rule }) => rule) };
}

function valueOf(text: string): Value {
  return read(text).document?.value ?? null;
}

test.each<[string, Value]>([
  ['yes', true],
  ['Off', false],
  ['y', 'y'],
  ['~', null],
  ['', null],
  ['007', 7],
  ['0755', 493],
  ['08', '08'],
  ['-0x1F', -31],
  ['0b101', 5],
  ['1_000', 1000],
  ['9007199254740993', 9007199254740993n],
  ['4.0', new Decimal(4)],
  ['-.5', new Decimal(-0.5)],
  ['1e3', new Decimal(1000)],
  ['.inf', new Decimal(Number.POSITIVE_INFINITY)],
  ['1.2.3', '1.2.3'],
  ['10:20:30', '10:20:30'],
  ['2024-01-01', '2024-01-01'],
  ['+', '+'],
])('the scalar %s is %s', (text, expected) => {
  expect(plainScalar(text)).toEqual(expected);
});

test('quotes and !!str keep a text a text', () => {
  expect({ ...(valueOf('a: "007"\nb: !!str 7\nc: !!int "7"\n') as object) }).toEqual({ a: '007', b: '7', c: 7 });
});

test('keys are texts, also such as would reach a prototype', () => {
  const value = valueOf('1: a\nyes: b\n__proto__: {x: 1}\n');
  expect(isMap(value) ? Object.keys(value) : []).toEqual(['1', 'yes', '__proto__']);
  expect(({} as { x?: unknown }).x).toBeUndefined();
});

test('merge keys: the own value wins, then the first source', () => {
  const value = valueOf('a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 0\n');
  const c = isMap(value) ? value['c'] : undefined;
  expect({ ...(c as object) }).toEqual({ x: 0, y: 1, z: 2 });
});

describe('places inside scalars', () => {
  const cases: [string, string, string][] = [
    ['plain', 'k: some {{ x }}', '{{ x'],
    ['plain over lines', 'k: some\n  more {{ x }}', '{{ x'],
    ['single quotes', "k: 'it''s {{ x }}'", '{{ x'],
    ['double quotes', 'k: "a\\n\\t\\"\\u00e9 {{ x }}"', '{{ x'],
    ['double quotes over lines', 'k: "a \\\n   b {{ x }}"', '{{ x'],
    ['literal', 'k: |\n  one\n    two\n\n  and {{ x }}\n', '{{ x'],
    ['literal with indentation indicator', 'k: |2\n    one\n  {{ x }}\n', '{{ x'],
    ['folded', 'k: >-\n  one\n  two\n\n  {{ x }}\n', '{{ x'],
    ['literal with CRLF', 'k: |\r\n  one\r\n  two {{ x }}\r\n', '{{ x'],
  ];
  test.each(cases)('%s', (_, text, wanted) => {
    const { document } = read(text);
    const path: DocumentPath = ['k'];
    const offset = document?.textAt(path)?.indexOf(wanted) ?? -1;
    expect(offset).toBeGreaterThanOrEqual(0);
    const position = document?.positionInScalar(path, offset);
    expect(position?.offset).toBe(text.indexOf(wanted));
  });
});

test('a path through an alias and a merge leads to where the value stands', () => {
  const { document } = read('a: &a\n  x: 1\nb: *a\nc:\n  <<: *a\n');
  expect(document?.rangeOf(['b', 'x']).start).toMatchObject({ line: 2, column: 6 });
  expect(document?.rangeOf(['c', 'x']).start).toMatchObject({ line: 2, column: 6 });
  expect(document?.rangeOf(['b', 'gone']).start.line).toBe(3);
});

test.each([
  ['a file over the limit', new Uint8Array(MAX_FLOW_BYTES + 1), 'file-too-large'],
  ['deep lists', '['.repeat(5000), 'too-much'],
  ['deep maps', 'a: '.repeat(300), 'too-much'],
  ['many values', `a: [${'1,'.repeat(110_000)}]`, 'too-much'],
  ['an alias to itself', 'a: &a [*a]', 'unknown-alias'],
])('%s ends with a problem', (_, text, rule) => {
  expect(read(text).rules).toEqual([rule]);
});
