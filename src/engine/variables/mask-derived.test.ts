import { expect, test } from 'vitest';
import { createMasker, MASK } from '../../util/masker.ts';
import { maskDerived } from './mask-derived.ts';

const secret = 'planted-secret';

test.each([
  ['a text', 'terces', ['terces']],
  ['parts in a list', ['planted', 'secret', 'x'], ['planted', 'secret']],
  ['parts in a map', { a: { b: 'derived-text' } }, ['derived-text']],
])('what a filter makes of a secret is masked: %s', (_what, result, masked) => {
  const masker = createMasker([secret]);
  maskDerived(masker, secret, result);
  for (const text of masked) expect(masker.mask(`a ${text} b`)).toBe(`a ${MASK} b`);
});

test.each([
  ['of a text that only holds one', `{"token": "${secret}", "name": "somebody"}`, 'somebody'],
  ['of another text', 'harmless', 'ssselmrah'],
  ['that is short', secret, 'plant'],
  ['of no text', 12, 'twelve'],
])('not what it makes %s', (_what, input, result) => {
  const masker = createMasker([secret]);
  maskDerived(masker, input, result);
  expect(masker.mask(`a ${result} b`)).toBe(`a ${result} b`);
});
