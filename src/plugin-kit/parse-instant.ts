const pattern = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)$/u;

/**
 * The instant that a date-time with a zone offset names, in UTC, as Java's `Instant.toString` prints it: fractions in groups of
 * three digits, none where they are zero. Undefined for other texts, and for dates that do not exist.
 */
export function parseInstant(text: string): string | undefined {
  const [, date, time, seconds = '00', fraction = '', zone] = pattern.exec(text) ?? [];
  if (date === undefined || time === undefined || zone === undefined) return undefined;
  const offset = zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const wholeSeconds = new Date(`${date}T${time}:${seconds}${offset}`);
  const local = new Date(`${date}T${time}:${seconds}Z`);
  // A day that the calendar does not have (31 April) rolls over in JavaScript.
  if (Number.isNaN(wholeSeconds.getTime()) || !local.toISOString().startsWith(date)) return undefined;
  return `${wholeSeconds.toISOString().slice(0, 19)}${printFraction(fraction)}Z`;
}

function printFraction(digits: string): string {
  const significant = digits.replace(/0+$/u, '');
  if (significant === '') return '';
  return `.${significant.padEnd(Math.ceil(significant.length / 3) * 3, '0')}`;
}
