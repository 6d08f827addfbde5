import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { Decimal } from '../../util/decimal.ts';
import type { Value } from '../../util/values.ts';
import { addToDate } from '../dates/add.ts';
import { DATE_ARGUMENTS, formatDate, readDate } from '../dates/date-filter.ts';
import { describe, isNumeric } from '../runtime/numbers.ts';
import { required, requiredText } from '../support/expect.ts';

export const dateAddFilter = defineFilter({
  name: 'dateAdd',
  doc: 'A date moved by an amount of a unit (DAYS, MONTHS, HOURS, …), in a format.',
  arguments: [
    { name: 'amount', doc: 'How many; may be negative.' },
    {
      name: 'unit',
      doc: 'NANOS, MICROS, MILLIS, SECONDS, MINUTES, HOURS, HALF_DAYS, DAYS, WEEKS, MONTHS, YEARS, DECADES or CENTURIES.',
    },
    ...DATE_ARGUMENTS,
  ],
  run(input, args, call) {
    if (input === null) return null;
    const amount = amountOf(required(args, 'amount'));
    const moved = addToDate(readDate(input, args, call), amount, requiredText(args, 'unit'));
    return formatDate(moved, args, call);
  },
});

/** A number, of which the fraction is dropped, or a text of digits. */
function amountOf(value: Value): number {
  if (isNumeric(value)) return Math.trunc(Number(value instanceof Decimal ? value.value : value));
  if (typeof value === 'string' && /^[+-]?[0-9]+$/.test(value)) return Number(value);
  throw new CallFailure(`expected a number as the argument 'amount', but found ${describe(value)}`);
}
