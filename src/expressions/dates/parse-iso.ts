import { daysInMonth } from './civil.ts';
import type { LocalDateTime } from './local.ts';
import { findZone, parseOffset, zoneOfOffset } from './zone.ts';
import { zonedInstant, zonedLocal, type ZonedDateTime } from './zoned.ts';
import type { Zone } from './zone.ts';

const ISO =
  /^([+-]?[0-9]{4,9})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.]([0-9]{0,9}))?)?(Z|[+-][0-9]{2}(?::?[0-9]{2}){0,2})?(?:\[([^\]]+)\])?)?$/i;

/** Reads an ISO date, date-time, or date-time with offset and region; those without an offset are in the given zone. Undefined: it is none. */
export function parseIso(text: string, zone: Zone): ZonedDateTime | undefined {
  const found = ISO.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset, region] = found;
  const local: LocalDateTime = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    nano: Number(fraction.padEnd(9, '0')),
  };
  if (!isValid(local)) return undefined;
  if (offset === undefined) return region === undefined ? zonedLocal(local, zone) : undefined;
  const seconds = parseOffset(offset);
  if (seconds === undefined) return undefined;
  const fixed = zonedLocal(local, zoneOfOffset(seconds));
  return region === undefined ? fixed : zonedInstant(fixed.epochSecond, fixed.nano, findZone(region));
}

/** True when every field is within its range. */
export function isValid(local: LocalDateTime): boolean {
  return (
    local.month >= 1 &&
    local.month <= 12 &&
    local.day >= 1 &&
    local.day <= daysInMonth(local.year, local.month) &&
    local.hour <= 23 &&
    local.minute <= 59 &&
    local.second <= 59
  );
}
