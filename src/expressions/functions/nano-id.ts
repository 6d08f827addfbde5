import { CallFailure, defineFunction } from '../../contract/expression.ts';
import { isInteger } from '../runtime/numbers.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
const LENGTH = 21;
const MAX_LENGTH = 1000;

export const nanoIdFunction = defineFunction({
  name: 'nanoId',
  doc: 'A new random id, by default of 21 letters, digits, `-` and `_`.',
  arguments: [
    { name: 'length', doc: 'How many characters, at most 1000.' },
    { name: 'alphabet', doc: 'The characters to choose from.' },
  ],
  effect: 'random',
  run(args) {
    const { length = null, alphabet = null } = args;
    // Kestra takes a literal (64 bits wide) only: anything else counts as left out.
    const isCount = (typeof length === 'number' || typeof length === 'bigint') && !isInteger(length);
    const count = isCount ? Number(length) : LENGTH;
    if (count < 0 || count > MAX_LENGTH)
      throw new CallFailure(`expected a length from 0 to ${MAX_LENGTH}, but found ${count}`);
    const characters = typeof alphabet === 'string' ? alphabet : ALPHABET;
    if (characters === '') throw new CallFailure("expected characters in the argument 'alphabet', but found none");
    return Array.from({ length: count }, () => characters.charAt(randomBelow(characters.length))).join('');
  },
});

/** Each as probable as the other: numbers beyond the last whole multiple are drawn again. */
function randomBelow(limit: number): number {
  const [drawn = 0] = globalThis.crypto.getRandomValues(new Uint32Array(1));
  return drawn < 2 ** 32 - (2 ** 32 % limit) ? drawn % limit : randomBelow(limit);
}
