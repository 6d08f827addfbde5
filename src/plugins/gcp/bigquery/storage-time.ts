const DAY_MS = 86_400_000;
const INSTANT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d\d:?\d\d)?$/;

/** Microseconds since 1970 of a time with a zone, UTC where it has none; undefined where the text is no time. */
export function microsOf(text: string): string | undefined {
  const match = INSTANT.exec(text.trim());
  if (match === null) return undefined;
  const [, date = '', time = '00:00', seconds = ':00', fraction = '', zone = 'Z'] = match;
  const whole = Date.parse(`${date}T${time}${seconds}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`);
  if (Number.isNaN(whole)) return undefined;
  return String(BigInt(whole) * 1000n + BigInt(fraction.padEnd(6, '0').slice(0, 6)));
}

/** Days since 1970 of a date; a time behind it is passed over. Undefined where the text is no date. */
export function daysOf(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ].*)?$/.exec(text.trim());
  const milliseconds = Date.parse(`${match?.[1] ?? ''}T00:00:00Z`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / DAY_MS;
}
