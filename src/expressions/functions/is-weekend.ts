import { defineFunction } from '../../contract/expression.ts';
import { dayOfWeek, toEpochDay } from '../dates/civil.ts';
import { dateOf } from '../support/date-of.ts';

export const isWeekendFunction = defineFunction({
  name: 'isWeekend',
  doc: 'True on Saturday and Sunday (Kestra 2.0).',
  arguments: [
    { name: 'date', doc: 'A date as text.' },
    { name: 'timeZone', doc: 'Zone of a date that names none, and in which it is looked at.' },
  ],
  run(args, call) {
    const { local } = dateOf(args, call);
    return dayOfWeek(toEpochDay(local.year, local.month, local.day)) >= 6;
  },
});
