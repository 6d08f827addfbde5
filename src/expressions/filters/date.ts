import { defineFilter } from '../../contract/expression.ts';
import { DATE_ARGUMENTS, formatDate, readDate } from '../dates/date-filter.ts';

export const dateFilter = defineFilter({
  name: 'date',
  doc: "A date in a format: a named one (`iso`, `sql`, …), or a pattern of Java's DateTimeFormatter.",
  arguments: DATE_ARGUMENTS,
  run(input, args, call) {
    return input === null ? null : formatDate(readDate(input, args, call), args, call);
  },
});
