import { expect, it } from 'vitest';
import { javaHashOrder, javaStringHash } from './java-hash.ts';

it('hashes as String.hashCode', () => {
  expect([javaStringHash(''), javaStringHash('abc'), javaStringHash('polygenelubricants')]).toEqual([
    0, 96354, -2147483648,
  ]);
});

it('orders keys by bucket, and by insertion inside of one', () => {
  expect(javaHashOrder(['q', 'b', 'a'])).toEqual(['q', 'a', 'b']);
});
