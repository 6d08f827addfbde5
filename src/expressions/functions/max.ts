import { defineFunction } from '../../contract/expression.ts';
import type { Value } from '../../util/values.ts';
import { compares } from '../runtime/compare.ts';

export const maxFunction = defineFunction({
  name: 'max',
  doc: 'The largest of its arguments; null ones do not count.',
  arguments: [],
  run(args) {
    let best: Value = null;
    for (let index = 0; Object.hasOwn(args, String(index)); index += 1) {
      const candidate = args[String(index)] ?? null;
      if (best === null || compares('>', candidate, best)) best = candidate;
    }
    return best;
  },
});
