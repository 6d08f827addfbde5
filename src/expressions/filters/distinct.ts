import { CallFailure, defineFilter } from '../../contract/expression.ts';
import type { Value } from '../../util/values.ts';
import { javaEquals } from '../runtime/compare.ts';
import { describe } from '../runtime/numbers.ts';

export const distinctFilter = defineFilter({
  name: 'distinct',
  doc: 'A list without repeated items. Null becomes the text null, as in Kestra.',
  arguments: [],
  run(input) {
    if (input === null) return 'null';
    if (!Array.isArray(input)) throw new CallFailure(`expected a list, but found ${describe(input)}`);
    const seen: Value[] = [];
    const scalars = new Set<Value>();
    for (const item of input) {
      const known =
        typeof item === 'object' && item !== null ? seen.some((other) => javaEquals(other, item)) : scalars.has(item);
      if (known) continue;
      scalars.add(item);
      seen.push(item);
    }
    return seen;
  },
});
