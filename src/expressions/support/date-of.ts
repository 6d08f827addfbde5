import type { Arguments, CallContext } from '../../contract/expression.ts';
import { readDate, zoneFor } from '../dates/date-filter.ts';
import { zonedInstant, type ZonedDateTime } from '../dates/zoned.ts';
import { required } from './expect.ts';

/** The argument `date`, looked at in the zone of the argument `timeZone`. */
export function dateOf(args: Arguments, call: CallContext): ZonedDateTime {
  const date = readDate(required(args, 'date'), args, call);
  return args['timeZone'] === undefined ? date : zonedInstant(date.epochSecond, date.nano, zoneFor(args, call));
}
