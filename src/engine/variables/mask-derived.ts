import { Decimal } from '../../util/decimal.ts';
import { MASK, type Masker } from '../../util/masker.ts';
import type { Value } from '../../util/values.ts';

/** Shorter texts (the first letters of a secret, its kind) are words that occur everywhere. */
const SHORTEST = 6;

/**
 * What a filter makes of a secret is a secret too: `secret('KEY') | reverse`, each part of `split`. Only where the filter got a secret and
 * nothing else: of a text that holds one, most of what a filter takes out is harmless, and masked it would be lost to the record.
 */
export function maskDerived(masker: Masker, input: Value, result: Value): void {
  if (typeof input !== 'string' || input.length < SHORTEST || masker.mask(input) !== MASK) return;
  for (const text of textsIn(result)) if (text.length >= SHORTEST) masker.add(text);
}

function* textsIn(value: Value): Iterable<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null && !(value instanceof Decimal)) {
    for (const item of Array.isArray(value) ? value : Object.values(value)) yield* textsIn(item);
  }
}
