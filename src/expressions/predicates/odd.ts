import { CallFailure, definePredicate } from '../../contract/expression.ts';
import { describe, isWhole } from '../runtime/numbers.ts';

export const oddPredicate = definePredicate({
  name: 'odd',
  doc: 'True for an odd integer.',
  arguments: [],
  run(input) {
    if (!isWhole(input)) throw new CallFailure(`expected an integer, but found ${describe(input)}`);
    return BigInt.asUintN(1, BigInt(input)) === 1n;
  },
});
