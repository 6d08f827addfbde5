import { defineFilter } from '../../contract/expression.ts';
import { addToDate } from '../dates/add.ts';
import { DATE_ARGUMENTS, formatDate, readDate } from '../dates/date-filter.ts';
import { requiredCount, requiredText } from '../support/expect.ts';

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
    const amount = requiredCount(args, 'amount');
    const moved = addToDate(readDate(input, args, call), amount, requiredText(args, 'unit'));
    return formatDate(moved, args, call);
  },
});
