import { defineFunction } from '../../contract/expression.ts';
import { dayOfWeek, toEpochDay } from '../dates/civil.ts';
import { weekdayName } from '../dates/names.ts';
import { dateOf } from '../support/date-of.ts';

export const dayOfWeekFunction = defineFunction({
  name: 'dayOfWeek',
  doc: 'The day of the week in upper case, such as MONDAY (Kestra 2.0).',
  arguments: [
    { name: 'date', doc: 'A date as text.' },
    { name: 'timeZone', doc: 'Zone of a date that names none, and in which it is looked at.' },
  ],
  run(args, call) {
    const { local } = dateOf(args, call);
    return weekdayName(dayOfWeek(toEpochDay(local.year, local.month, local.day)), 4, 'en').toUpperCase();
  },
});
