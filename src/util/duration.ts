/** A text that Java's `Duration.parse` would refuse. `hint` says how to write it. */
export class DurationError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = 'DurationError';
    this.hint = hint;
  }
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Java's grammar: days, then `T` with hours, minutes and seconds, each with a sign of its own; only seconds have a fraction. */
const pattern = /^([-+]?)P(?:([-+]?\d+)D)?(T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?)(\d+)(?:[.,](\d{0,9}))?S)?)?$/i;

/** Java keeps whole seconds in 64 bits. */
const MAX_SECONDS = 2 ** 63;

/**
 * Milliseconds of an ISO 8601 duration, by the rules of Java's `Duration.parse` (`PT15S`, `P1D`, `PT1H30M`, `PT0.2S`,
 * `-PT5M`, `pt5s`): no weeks, months or years, for these have no fixed length there. Fractions reach down to nanoseconds.
 * Fails with DurationError.
 */
export function parseDuration(text: string): number {
  const match = pattern.exec(text);
  const [, sign = '', days, time, hours, minutes, secondSign = '', seconds, fraction] = match ?? [];
  const hasTime = hours !== undefined || minutes !== undefined || seconds !== undefined;
  if (match === null || (time === undefined ? days === undefined : !hasTime)) throw unreadable(text);
  const parts = [toNumber(days) * DAY, toNumber(hours) * HOUR, toNumber(minutes) * MINUTE];
  if (seconds !== undefined) {
    const value = Number(`${seconds}.${(fraction ?? '').padEnd(1, '0')}`) * SECOND;
    parts.push(secondSign === '-' ? -value : value);
  }
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (Math.abs(total) / SECOND >= MAX_SECONDS) {
    throw new DurationError(`expected a duration of fewer than 2^63 seconds, got "${text}"`, 'use a shorter duration');
  }
  return sign === '-' && total !== 0 ? -total : total;
}

/** True where `parseDuration` takes the text. */
export function isDuration(text: string): boolean {
  try {
    parseDuration(text);
    return true;
  } catch (error) {
    if (error instanceof DurationError) return false;
    throw error;
  }
}

/**
 * A duration as Java's `Duration.toString` prints it: hours are the largest unit (`PT36H`), `PT0S` for none,
 * fractions of seconds without trailing zeros (`PT0.2S`).
 */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) throw new DurationError(`expected a finite number, got ${milliseconds}`, '');
  const hours = Math.trunc(milliseconds / HOUR);
  const minutes = Math.trunc((milliseconds % HOUR) / MINUTE);
  const seconds = (milliseconds % MINUTE) / SECOND;
  let text = 'PT';
  if (hours !== 0) text += `${hours}H`;
  if (minutes !== 0) text += `${minutes}M`;
  if (seconds !== 0) text += `${Number(seconds.toFixed(9))}S`;
  return text === 'PT' ? 'PT0S' : text;
}

function toNumber(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits);
}

function unreadable(text: string): DurationError {
  return new DurationError(`expected an ISO 8601 duration such as PT15S, got "${text}"`, suggest(text));
}

const units: Readonly<Record<string, string>> = {
  ms: 'ms',
  s: 'S',
  sec: 'S',
  secs: 'S',
  second: 'S',
  seconds: 'S',
  m: 'M',
  min: 'M',
  mins: 'M',
  minute: 'M',
  minutes: 'M',
  h: 'H',
  hour: 'H',
  hours: 'H',
  d: 'D',
  day: 'D',
  days: 'D',
};

function suggest(text: string): string {
  const human = /^\s*(\d{1,9})\s*([a-z]*)\s*$/i.exec(text);
  const unit = human?.[2] === '' ? 'S' : units[(human?.[2] ?? '').toLowerCase()];
  if (human?.[1] !== undefined && unit !== undefined) {
    if (unit === 'ms') return `did you mean "PT${Number(human[1]) / SECOND}S"?`;
    return `did you mean "${unit === 'D' ? 'P' : 'PT'}${human[1]}${unit}"?`;
  }
  const weeks = /^P(\d{1,9})W$/i.exec(text);
  if (weeks?.[1] !== undefined) return `weeks are not known here: write "P${Number(weeks[1]) * 7}D"`;
  if (/^P[^T]*\d[MY]/i.test(text))
    return 'months and years have no fixed length: count in days (P30D), minutes are PT5M';
  if (/^P\d+[HS]/i.test(text)) return `time units come after a T: did you mean "PT${text.slice(1)}"?`;
  return 'write PnDTnHnMnS, for example PT5M for five minutes or P1D for a day';
}
