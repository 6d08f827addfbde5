import { defineFunction } from '../../contract/expression.ts';
import { dateOf } from '../support/date-of.ts';

export const hourOfDayFunction = defineFunction({
  name: 'hourOfDay',
  doc: 'The hour, from 0 (Kestra 2.0).',
  arguments: [
    { name: 'date', doc: 'A date as text.' },
    { name: 'timeZone', doc: 'Zone of a date that names none, and in which it is looked at.' },
  ],
  run(args, call) {
    const { local } = dateOf(args, call);
    return local.hour;
  },
});
