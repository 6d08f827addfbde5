import { CallFailure, definePredicate } from '../../contract/expression.ts';
import { describe, isWhole } from '../runtime/numbers.ts';

export const evenPredicate = definePredicate({
  name: 'even',
  doc: 'True for an even integer.',
  arguments: [],
  run(input) {
    if (!isWhole(input)) throw new CallFailure(`expected an integer, but found ${describe(input)}`);
    return BigInt.asUintN(1, BigInt(input)) === 0n;
  },
});
