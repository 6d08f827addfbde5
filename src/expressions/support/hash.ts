import { CallFailure, defineFilter, type FilterDefinition } from '../../contract/expression.ts';
import { describe } from '../runtime/numbers.ts';
import { withCrypto } from './crypto.ts';

/** A filter that gives the hexadecimal digest of a text's UTF-8 bytes. */
export function hashFilter(name: string, algorithm: string): FilterDefinition {
  return defineFilter({
    name,
    doc: `The ${algorithm.toUpperCase()} digest of a text, in lower-case hexadecimal.`,
    arguments: [],
    run(input) {
      if (input === null) return null;
      if (typeof input !== 'string')
        throw new CallFailure(`expected a text to hash, but found ${describe(input)}`, {
          hint: 'add `| string` before it',
        });
      return withCrypto((crypto) => crypto.createHash(algorithm).update(input, 'utf8').digest('hex'));
    },
  });
}
