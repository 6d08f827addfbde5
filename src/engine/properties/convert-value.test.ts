import { expect, test } from 'vitest';
import { Type } from '../../contract/schema.ts';
import { Decimal } from '../../util/decimal.ts';
import { convertValue } from './convert-value.ts';

const either = Type.Union([Type.String(), Type.Array(Type.String())]);
const level = Type.Union([Type.Literal('INFO'), Type.Literal('WARN')]);
const record = Type.Object({ n: Type.Optional(Type.Integer()), o: Type.Optional(Type.Null()) });

test.each([
  ['an integer', Type.Integer(), ' 12 ', 12],
  ['an integer beyond 2^53', Type.Integer(), '9007199254740993', 9_007_199_254_740_993n],
  ['an integer with zeros', Type.Integer(), '+007', 7],
  ['no integer', Type.Integer(), '1.5', '1.5'],
  ['a number', Type.Number(), '1.5', 1.5],
  ['no number', Type.Number(), '', ''],
  ['a boolean', Type.Boolean(), 'True', true],
  ['no boolean', Type.Boolean(), 'yes', 'yes'],
  ['a list from JSON', Type.Array(Type.Integer()), '[1, "2"]', [1, 2]],
  ['no list', Type.Array(Type.Integer()), '{"a": 1}', '{"a": 1}'],
  ['a map from JSON', Type.Record(Type.String(), Type.Integer()), '{"a": "1"}', { a: 1 }],
  ['a text from a number', Type.String(), 5, '5'],
  ['a text from a decimal', Type.String(), new Decimal(4), '4.0'],
  ['a text from a map', Type.String(), { a: [1] }, '{"a":[1]}'],
  ['texts in a list', Type.Array(Type.String()), [1, true], ['1', 'true']],
  ['the text of a union', either, '["a"]', '["a"]'],
  ['the list of a union', either, [1], ['1']],
  ['a text where neither fits', either, 5, '5'],
  ['a literal', level, 'WARN', 'WARN'],
  ['null as not given', record, { n: null, o: null, other: null }, { o: null, other: null }],
])('%s', (_, schema, value, expected) => {
  expect(convertValue(value, schema)).toEqual(expected);
});
