import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { Decimal } from '../../util/decimal.ts';
import { describe } from '../runtime/numbers.ts';
import { SingleDecimal } from '../runtime/single.ts';

export const absFilter = defineFilter({
  name: 'abs',
  doc: 'A number without its sign.',
  arguments: [],
  run(input) {
    if (input === null) throw new CallFailure('expected a number, but found null');
    if (input instanceof SingleDecimal) return new SingleDecimal(Math.abs(input.value));
    if (input instanceof Decimal) return new Decimal(Math.abs(input.value));
    if (typeof input === 'bigint') return input < 0n ? BigInt.asIntN(64, -input) : input;
    if (typeof input === 'number') return Math.abs(input);
    throw new CallFailure(`expected a number, but found ${describe(input)}`);
  },
});
