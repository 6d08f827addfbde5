import { expect, it } from 'vitest';
import type { KvType } from '../contract/kv.ts';
import { Decimal } from '../util/decimal.ts';
import { checkKvKey, parseKvValue } from './kv-value.ts';

it.each<[KvType, string, unknown]>([
  ['STRING', 'text', 'text'],
  ['NUMBER', '12', 12],
  ['NUMBER', '1.0', new Decimal(1)],
  ['BOOLEAN', 'TRUE', true],
  ['BOOLEAN', 'yes', false],
  ['JSON', '{"a":[1,2]}', { a: [1, 2] }],
  ['DATE', '2024-01-02T00:00:00Z', '2024-01-02'],
  ['DATETIME', '2024-01-02T03:04:05Z', '2024-01-02T03:04:05Z'],
  ['DATETIME', '2024-01-02T03:04:05.1200+02:00', '2024-01-02T01:04:05.120Z'],
  ['DATETIME', '2024-01-02T03:04Z', '2024-01-02T03:04:00Z'],
  ['DURATION', 'PT5M', new Decimal(300)],
])('%s %j is %j', (type, text, value) => {
  expect(parseKvValue(type, text)).toEqual(value);
});

it.each<[KvType, string]>([
  ['NUMBER', 'abc'],
  ['NUMBER', '"1"'],
  ['DATE', '2024-01-02'],
  ['DATETIME', '2024-04-31T00:00:00Z'],
  ['DATETIME', '2024-01-02T03:04:05'],
  ['DURATION', '5m'],
  ['JSON', '{'],
])('%s refuses %j', (type, text) => {
  expect(() => parseKvValue(type, text)).toThrow(`for kvType ${type}, got ${JSON.stringify(text)}`);
});

it.each(['bad key!', '', '_a', '-a', 'a/b', 'ä'])('refuses the key %j', (name) => {
  expect(() => checkKvKey(name)).toThrow('key: expected');
});

it.each(['a', '1.x', 'A_b-c.d'])('takes the key %j', (name) => {
  expect(() => checkKvKey(name)).not.toThrow();
});
