import { expect, test } from 'vitest';
import { differences } from './flow-match.ts';

const agreeing: readonly (readonly [expected: unknown, actual: unknown])[] = [
  [
    { a: 1, b: [true, null] },
    { b: [true, null], a: 1 },
  ],
  ['<varies>', { anything: 1 }],
  [{ uri: '<uri>' }, { uri: 'kestra:///conformance/f/executions/x/a.txt' }],
  ['/conformance/executions/<id>/tasks', '/conformance/executions/4kZ9/tasks'],
  [{ on: '<date>' }, { on: '2024-01-01T10:00:00.123Z' }],
  ['took <duration>', 'took PT1.5S'],
  ['<duration>', 1.5],
  ['seen {"b":1,"a":[2]} end', 'seen {"a":[2],"b":1} end'],
  [String.raw`{"b":"{\"d\":1,\"c\":2}","a":1}`, String.raw`{"a":1,"b":"{\"c\":2,\"d\":1}"}`],
  ['<1:green>', '<1:green>'],
];

test.for(agreeing)('%j agrees with %j', ([expected, actual]) => {
  expect(differences(expected, actual, 'x')).toEqual([]);
});

const differing: readonly (readonly [expected: unknown, actual: unknown, path: string])[] = [
  [{ a: 1 }, { a: '1' }, 'x.a'],
  [{ a: '1' }, { a: 1 }, 'x.a'],
  [{}, { extra: null }, 'x.extra'],
  [{ gone: null }, {}, 'x.gone'],
  [[1, 2], [2, 1], 'x[0]'],
  [[1], [1, 2], 'x'],
  ['<id>', 'two words', 'x'],
  ['<uri>', 'no uri', 'x'],
  ['{"a":[1,2]}', '{"a":[2,1]}', 'x'],
  ['a.c', 'abc', 'x'],
];

test.for(differing)('%j differs from %j at %s', ([expected, actual, path]) => {
  expect(differences(expected, actual, 'x')[0]?.split(': ')[0]).toBe(path);
});
