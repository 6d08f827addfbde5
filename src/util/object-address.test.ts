import { expect, test } from 'vitest';
import { addressFault, isAddress, schemeOf } from './object-address.ts';

test.each([
  ['gs://lake/x.csv', 'gs'],
  ['s3://lake', 's3'],
  ['kestra:///a/b', 'kestra'],
  ['GS://lake/x', undefined],
  ['gs:lake', undefined],
  ['gs://lake/x\ngs://lake/y', undefined],
  ['see gs://lake/x', undefined],
])('%s', (text, scheme) => {
  expect(schemeOf(text)).toBe(scheme);
});

test('only known schemes are addresses', () => {
  expect(isAddress('gs://lake', { gs: true })).toBe(true);
  expect(isAddress('s3://lake/x', { gs: true })).toBe(false);
  expect(isAddress('constructor://lake/x', { gs: true })).toBe(false);
});

test.each([
  ['gs://lake', 'got the bucket'],
  ['gs://lake/', 'got the bucket'],
  ['gs://lake/in/', 'got the folder'],
  ['gs:///x', 'which has no bucket'],
  ['gs://a b/x', 'which has no bucket'],
])('what %s lacks', (address, lacks) => {
  expect(addressFault(address)?.message).toContain(lacks);
});

test('a whole address lacks nothing', () => {
  expect(addressFault('gs://lake/in/x y.csv')).toBeUndefined();
});
