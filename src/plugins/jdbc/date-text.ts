/** `2004-10-19 10:23:54.25`, with an offset behind it where the type has one. */
const timestamp = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d(?::\d\d){0,2})?$/;

/**
 * ISO 8601 as Kestra prints it: `2004-10-19T10:23:54.25`, with zone `…Z` or `…+02:00`. What ISO 8601 cannot say (`infinity`,
 * years BC) stays as PostgreSQL says it.
 */
export function isoTimestamp(text: string): string {
  const match = timestamp.exec(text);
  return match === null ? text : `${match[1]}T${match[2]}${isoOffset(match[3])}`;
}

/** `13:05:06+01` → `13:05:06+01:00`. */
export function isoTimeWithZone(text: string): string {
  const match = /^(\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d(?::\d\d){0,2})$/.exec(text);
  return match === null ? text : `${match[1]}${isoOffset(match[2])}`;
}

function isoOffset(offset: string | undefined): string {
  if (offset === undefined) return '';
  if (offset === '+00') return 'Z';
  return offset.length === 3 ? `${offset}:00` : offset;
}

const interval =
  /^(?:(-?\d+) years? ?)?(?:(-?\d+) mons? ?)?(?:(-?\d+) days? ?)?(?:([+-])?(\d+):(\d\d):(\d\d)(\.\d+)?)?$/;

/**
 * An interval of IntervalStyle `postgres` (`1 year 2 mons -3 days 04:05:06.7`) as Kestra prints it: `P1Y2M-3DT4H5M6.7S`.
 * Other styles stay as they are.
 */
export function isoInterval(text: string): string {
  const match = interval.exec(text);
  if (match === null) return text;
  const [, years = '0', months = '0', days = '0', sign = '', hours = '0', minutes = '0', seconds = '0', rest = ''] =
    match;
  const signed = (part: string, fraction = ''): string => {
    const number = String(Number(part));
    const digits = `${number}${fraction.replace(/0+$/, '').replace(/\.$/, '')}`;
    return sign === '-' && digits !== '0' ? `-${digits}` : digits;
  };
  return `P${years}Y${months}M${days}DT${signed(hours)}H${signed(minutes)}M${signed(seconds, rest)}S`;
}
