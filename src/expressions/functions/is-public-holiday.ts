import { defineFunction } from '../../contract/expression.ts';
import { optionalText, requiredText } from '../support/expect.ts';
import { unavailable } from '../support/unavailable.ts';

export const isPublicHolidayFunction = defineFunction({
  name: 'isPublicHoliday',
  doc: 'True on a public holiday (Kestra 2.0).',
  arguments: [
    { name: 'date', doc: 'A date as text.' },
    { name: 'country', doc: 'Two letters.' },
    { name: 'subDivision', doc: 'A part of the country.' },
  ],
  effect: 'io',
  run(args, call) {
    const date = requiredText(args, 'date');
    return (
      call.host.isPublicHoliday?.(date, optionalText(args, 'country'), optionalText(args, 'subDivision')) ??
      unavailable('isPublicHoliday')
    );
  },
});
