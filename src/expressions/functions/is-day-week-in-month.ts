import { CallFailure, defineFunction } from '../../contract/expression.ts';
import { dayOfWeek, daysInMonth, toEpochDay } from '../dates/civil.ts';
import { weekdayName } from '../dates/names.ts';
import { dateOf } from '../support/date-of.ts';
import { requiredText } from '../support/expect.ts';

export const isDayWeekInMonthFunction = defineFunction({
  name: 'isDayWeekInMonth',
  doc: 'True on the first, second, third, fourth or last such day of the month (Kestra 2.0).',
  arguments: [
    { name: 'date', doc: 'A date as text.' },
    { name: 'dayOfWeek', doc: 'Such as MONDAY.' },
    { name: 'dayInMonth', doc: 'FIRST, SECOND, THIRD, FOURTH or LAST.' },
    { name: 'timeZone', doc: 'Zone of a date that names none.' },
  ],
  run(args, call) {
    const { local } = dateOf(args, call);
    const day = requiredText(args, 'dayOfWeek').toUpperCase();
    const which = requiredText(args, 'dayInMonth').toUpperCase();
    if (weekdayName(dayOfWeek(toEpochDay(local.year, local.month, local.day)), 4, 'en').toUpperCase() !== day)
      return false;
    if (which === 'LAST') return local.day + 7 > daysInMonth(local.year, local.month);
    const index = ['FIRST', 'SECOND', 'THIRD', 'FOURTH'].indexOf(which);
    if (index === -1)
      throw new CallFailure(
        `expected FIRST, SECOND, THIRD, FOURTH or LAST as the argument 'dayInMonth', but found '${which}'`,
      );
    return Math.floor((local.day - 1) / 7) === index;
  },
});
