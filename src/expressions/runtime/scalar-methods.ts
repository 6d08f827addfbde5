import { Decimal } from '../../util/decimal.ts';
import { methodTable } from './method-table.ts';
import { isNumeric, toDouble, type Numeric } from './numbers.ts';
import { javaText } from './text.ts';

type Scalar = Numeric | boolean;

function numberOf(value: Scalar): number {
  return isNumeric(value) ? toDouble(value) : Number(value);
}

/** Methods of Java's numbers and booleans. */
export const SCALAR_METHODS = methodTable<Scalar>([
  ['toString', [], (value) => javaText(value)],
  ['intValue', [], (value) => Math.trunc(numberOf(value)) | 0],
  [
    'longValue',
    [],
    (value) => BigInt.asIntN(64, typeof value === 'bigint' ? value : BigInt(Math.trunc(numberOf(value)) || 0)),
  ],
  ['doubleValue', [], (value) => new Decimal(numberOf(value))],
  ['booleanValue', [], (value) => numberOf(value) !== 0],
]);
