/**
 * Values that go to BigQuery as texts of its own literals; undefined where a text is none.
 * Source: https://cloud.google.com/bigquery/docs/supported-data-types
 */

/** A day and a time on a wall: no zone, micros at most. Kestra marks one with a `Z`, which is passed over. */
export function datetimeText(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](.+?)Z?)?$/.exec(text.trim());
  if (match === null) return undefined;
  const time = timeText(match[2] ?? '00:00:00');
  return time === undefined || Number.isNaN(Date.parse(`${match[1] ?? ''}T00:00:00Z`))
    ? undefined
    : `${match[1] ?? ''}T${time}`;
}

/** Hours, minutes, seconds and micros; what is finer is cut off. */
export function timeText(text: string): string | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, hours = '', minutes = '', seconds = '00', fraction] = match;
  return `${hours}:${minutes}:${seconds}${fraction === undefined ? '' : `.${fraction.slice(0, 6)}`}`;
}

/** As BigQuery prints one (`1-2 3 4:5:6.5`: years, months, days, time), or by ISO 8601 (`P1Y2M3DT4H5M6.5S`). */
export function intervalText(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^-?\d+-\d+ -?\d+ -?\d+:\d+:\d+(?:\.\d{1,6})?$/.test(trimmed)) return trimmed;
  return fromIso(trimmed);
}

const NUMBER = String.raw`(?:(-?\d+)`;
const ISO = new RegExp(
  `^(-?)P(?!$)${NUMBER}Y)?${NUMBER}M)?${NUMBER}W)?${NUMBER}D)?(?:T(?=.)${NUMBER}H)?${NUMBER}M)?${String.raw`(?:(-?\d+(?:\.\d{1,6})?)`}S)?)?$`,
);

function fromIso(text: string): string | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const sign = match[1] === '-' ? -1 : 1;
  const at = (index: number): number => sign * Number(match[index] ?? 0);
  const months = at(2) * 12 + at(3);
  const days = at(4) * 7 + at(5);
  const micros = Math.round((at(6) * 3600 + at(7) * 60 + at(8)) * 1_000_000);
  return `${yearsAndMonths(months)} ${days} ${clock(micros)}`;
}

function yearsAndMonths(months: number): string {
  const whole = Math.abs(months);
  return `${months < 0 ? '-' : ''}${Math.floor(whole / 12)}-${whole % 12}`;
}

function clock(micros: number): string {
  const whole = Math.abs(micros);
  const seconds = Math.floor(whole / 1_000_000);
  const fraction = String(whole % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${micros < 0 ? '-' : ''}${parts.join(':')}${fraction === '' ? '' : `.${fraction}`}`;
}
