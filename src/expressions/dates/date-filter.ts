import { CallFailure, type Arguments, type CallContext } from '../../contract/expression.ts';
import type { Value } from '../../util/values.ts';
import { describe, isInteger, isWhole } from '../runtime/numbers.ts';
import { optionalText } from '../support/expect.ts';
import { formatPattern } from './format-pattern.ts';
import { NAMED_FORMATS, NAMED_PATTERNS } from './named-formats.ts';
import { localeTag, styledText } from './names.ts';
import { parseIso } from './parse-iso.ts';
import { readByPattern } from './parse-pattern.ts';
import { findZone, type Zone } from './zone.ts';
import { zonedInstant, type ZonedDateTime } from './zoned.ts';

export const DATE_ARGUMENTS = [
  { name: 'format', doc: 'A named format or a pattern; `iso` by default.' },
  { name: 'timeZone', doc: 'Zone of the result, and of an input that names none; UTC by default.' },
  { name: 'existingFormat', doc: 'Pattern of the input; ISO 8601 by default.' },
  { name: 'locale', doc: 'Language of names, such as `de_DE`; `en` by default.' },
] as const;

/** The zone that the arguments ask for; the host's, else UTC on every machine. */
export function zoneFor(args: Arguments, call: CallContext): Zone {
  return findZone(optionalText(args, 'timeZone') ?? call.host.timeZone ?? 'UTC');
}

/** Reads the input of a date filter: an ISO text, a text by `existingFormat`, or an epoch number. */
export function readDate(input: Value, args: Arguments, call: CallContext): ZonedDateTime {
  const zone = zoneFor(args, call);
  if (isWhole(input)) return fromEpoch(input, zone);
  if (typeof input !== 'string')
    throw new CallFailure(`expected a date as text or epoch number, but found ${describe(input)}`);
  const format = optionalText(args, 'existingFormat');
  if (format !== undefined && !ISO_NAMES.has(format))
    return readByPattern(input, NAMED_PATTERNS.get(format) ?? format, zone);
  const date = parseIso(input, zone);
  if (date === undefined) {
    throw new CallFailure(
      `expected an ISO date such as 2024-01-31 or 2024-01-31T08:00:00Z, but found ${describe(input)}`,
      {
        hint: "say how to read it: existingFormat='dd/MM/yyyy'",
      },
    );
  }
  return date;
}

/** Named formats that the ISO reader reads. */
const ISO_NAMES: ReadonlySet<string> = new Set([
  'iso_date_time',
  'iso_instant',
  'iso_local_date_time',
  'iso_zoned_date_time',
  'iso_date',
  'iso_local_date',
  'iso',
]);

/** An Integer is refused, as on a Kestra server, where only a Long is an epoch. */
function fromEpoch(input: number | bigint, zone: Zone): ZonedDateTime {
  if (isInteger(input)) {
    throw new CallFailure(`expected a date as text or a 64-bit epoch number, but found the 32-bit integer ${input}`, {
      hint: 'multiply it: (inputs.epoch * 1) is 64 bits wide, as every result with a literal',
    });
  }
  const epoch = BigInt(input);
  // As Kestra tells them apart: by the length of what is written.
  const { length } = String(epoch);
  const unit = length === 13 ? 1000n : length === 19 ? 1_000_000_000n : 1n;
  const fraction = ((epoch % unit) + unit) % unit;
  const nanos = fraction * (1_000_000_000n / unit);
  return zonedInstant(Number((epoch - fraction) / unit), Number(nanos), zone);
}

/** Prints a date by the `format`, `timeZone` and `locale` of the arguments. */
export function formatDate(date: ZonedDateTime, args: Arguments, call: CallContext): string {
  const format = optionalText(args, 'format') ?? 'iso';
  const locale = optionalText(args, 'locale');
  const tag = locale === undefined ? 'en' : localeTag(locale);
  const shown = zonedInstant(date.epochSecond, date.nano, zoneFor(args, call));
  if (format === 'full' || format === 'long' || format === 'medium' || format === 'short')
    return styledText(shown, format, tag);
  return NAMED_FORMATS.get(format)?.(shown) ?? formatPattern(shown, format, tag);
}
