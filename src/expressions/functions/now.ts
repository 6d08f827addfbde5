import { defineFunction } from '../../contract/expression.ts';
import { DATE_ARGUMENTS, formatDate, zoneFor } from '../dates/date-filter.ts';
import { zonedInstant } from '../dates/zoned.ts';

export const nowFunction = defineFunction({
  name: 'now',
  doc: 'The current date, in a format.',
  arguments: DATE_ARGUMENTS,
  effect: 'random',
  run(args, call) {
    const milliseconds = (call.host.now?.() ?? new Date()).getTime();
    const seconds = Math.floor(milliseconds / 1000);
    return formatDate(
      zonedInstant(seconds, (milliseconds - seconds * 1000) * 1_000_000, zoneFor(args, call)),
      args,
      call,
    );
  },
});
