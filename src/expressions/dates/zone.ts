import { CallFailure } from '../../contract/expression.ts';
import { toEpochDay } from './civil.ts';

/** A time zone: an offset that never changes, or the rules of a region. */
export interface Zone {
  /** As Java prints it: `Z`, `+02:00`, `UTC`, `Europe/Paris`. */
  readonly id: string;
  /** True for `Z` and `+02:00`, which print without a region. */
  readonly isOffset: boolean;
  /** Seconds east of UTC at an instant (seconds since 1970). */
  offsetAt(epochSecond: number): number;
}

const OFFSET = /^([+-])([0-9]{1,2})(?::?([0-9]{2})(?::?([0-9]{2}))?)?$/;
const MAX_OFFSET = 18 * 3600;
const zones = new Map<string, Zone>();
const MAX_ZONES = 700;

/** A zone by its id. Region names are those of the IANA database that Node carries. */
export function findZone(id: string): Zone {
  const known = zones.get(id);
  if (known !== undefined) return known;
  const zone = offsetZone(id) ?? regionZone(id);
  if (zones.size < MAX_ZONES) zones.set(id, zone);
  return zone;
}

function offsetZone(id: string): Zone | undefined {
  if (id === 'Z' || id === 'z') return fixedZone('Z', 0, true);
  if (id === 'UTC' || id === 'GMT' || id === 'UT') return fixedZone(id, 0, false);
  const prefix = /^(?:UTC|GMT|UT)(?=[+-])/.exec(id)?.[0] ?? '';
  const seconds = parseOffset(id.slice(prefix.length));
  if (seconds === undefined) return undefined;
  return fixedZone(prefix + offsetText(seconds), seconds, prefix === '');
}

function fixedZone(id: string, seconds: number, isOffset: boolean): Zone {
  return { id, isOffset, offsetAt: () => seconds };
}

/** A zone that is only an offset, from seconds. */
export function zoneOfOffset(seconds: number): Zone {
  return fixedZone(offsetText(seconds), seconds, true);
}

/** Seconds of `+02:00`, `-5` or `+0530`; undefined for anything else. */
export function parseOffset(text: string): number | undefined {
  if (text === 'Z' || text === 'z') return 0;
  const found = OFFSET.exec(text);
  if (found === null) return undefined;
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = found;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (size > MAX_OFFSET || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return sign === '-' ? -size : size;
}

/** `Z`, `+02:00`, `-00:44:30`. */
export function offsetText(seconds: number): string {
  if (seconds === 0) return 'Z';
  const size = Math.abs(seconds);
  const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${seconds < 0 ? '-' : '+'}${(parts[2] === '00' ? parts.slice(0, 2) : parts).join(':')}`;
}

function regionZone(id: string): Zone {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: id,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    throw new CallFailure(`expected a time zone such as 'Europe/Paris', 'UTC' or '+02:00', but found '${id}'`, {
      cause: error,
    });
  }
  return { id, isOffset: false, offsetAt: (epochSecond) => regionOffset(format, epochSecond) };
}

/** What the clocks of the region show at the instant, less the instant. */
function regionOffset(format: Intl.DateTimeFormat, epochSecond: number): number {
  const fields: Record<string, number> = {};
  let beforeChrist = false;
  for (const { type, value } of format.formatToParts(epochSecond * 1000)) {
    if (type === 'era') beforeChrist = value.startsWith('B');
    else fields[type] = Number(value);
  }
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
  const shown = toEpochDay(beforeChrist ? 1 - year : year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
  return shown - epochSecond;
}
