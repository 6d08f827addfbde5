import { nearestName } from './nearest-name.ts';

/** What is wrong with a cron expression, and how to mend it. */
export interface CronProblem {
  readonly message: string;
  readonly hint: string;
}

interface Field {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly names?: readonly string[];
  /** Letters of Quartz with a meaning in this field. */
  readonly extras?: RegExp;
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const second: Field = { name: 'second', minimum: 0, maximum: 59 };
const fields: readonly Field[] = [
  { name: 'minute', minimum: 0, maximum: 59 },
  { name: 'hour', minimum: 0, maximum: 23 },
  { name: 'day of month', minimum: 1, maximum: 31, extras: /^(?:L|LW|\d{1,2}W)$/i },
  { name: 'month', minimum: 1, maximum: 12, names: months },
  { name: 'day of week', minimum: 0, maximum: 7, names: weekdays, extras: /^(?:[0-7]|[A-Z]{3})(?:L|#[1-5L])$/i },
];

/** Nicknames that Kestra takes, and what they stand for. */
export const cronNicknames: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** The fields of an expression, nicknames written out. */
export function splitCron(expression: string, withSeconds: boolean): readonly string[] {
  const trimmed = expression.trim();
  const nickname = cronNicknames[trimmed.toLowerCase()];
  return `${nickname === undefined ? '' : withSeconds ? '0 ' : ''}${nickname ?? trimmed}`.split(/\s+/);
}

/** Finds the first field that cannot be read. Undefined where all can. */
export function findFieldProblem(expression: string, withSeconds: boolean): CronProblem | undefined {
  const trimmed = expression.trim();
  if (trimmed.startsWith('@') && cronNicknames[trimmed.toLowerCase()] === undefined) {
    const names = Object.keys(cronNicknames);
    const near = nearestName(trimmed, names);
    return {
      message: `expected one of ${names.join(', ')}, got "${trimmed}"`,
      hint: near === undefined ? 'or write the five fields' : `did you mean "${near}"?`,
    };
  }
  const all = withSeconds ? [second, ...fields] : fields;
  const parts = splitCron(expression, withSeconds);
  if (parts.length !== all.length || parts[0] === '') {
    const seconds = !withSeconds && parts.length === 6;
    return {
      message: `expected ${all.length} fields (${all.map(({ name }) => name).join(', ')}), got ${parts[0] === '' ? 0 : parts.length}`,
      hint: seconds
        ? 'set withSeconds: true, or delete the first field'
        : 'for example "0 9 1 * *": the first of each month at 09:00',
    };
  }
  for (const [index, field] of all.entries()) {
    for (const item of (parts[index] ?? '').split(',')) {
      const problem = findItemProblem(item, field);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

/**
 * True where the minutes of a five-field expression, known to be valid, are at least so many apart from each other, over the end
 * of the hour too: its ticks then are as well, whatever the other fields say.
 */
export function minutesAreApart(cron: string, least: number): boolean {
  const items = (splitCron(cron, false)[0] ?? '').split(',');
  const minutes = [...new Set(items.flatMap(minutesOf))].toSorted((a, b) => a - b);
  return minutes.every((minute, index) => (minutes[index + 1] ?? (minutes[0] ?? 0) + 60) - minute >= least);
}

function minutesOf(item: string): readonly number[] {
  const [range = '', step] = item.split('/');
  const [low, high] = /^[*?]$/.test(range) ? [0, 59] : range.split('-').map(Number);
  const last = high ?? (step === undefined ? (low ?? 0) : 59);
  return Array.from({ length: 60 }, (_, minute) => minute).filter(
    (minute) => minute >= (low ?? 0) && minute <= last && (minute - (low ?? 0)) % Number(step ?? 1) === 0,
  );
}

function findItemProblem(item: string, field: Field): CronProblem | undefined {
  const range = `${field.minimum} to ${field.maximum}`;
  const fail = (
    what: string,
    hint = `use ${range}${field.names === undefined ? '' : ` or ${field.names[0]} to ${field.names.at(-1)}`}`,
  ) => ({
    message: `expected ${what} as ${field.name}, got "${item}"`,
    hint,
  });
  if (item === '') return fail('a value', 'delete the extra comma');
  if (field.extras?.test(item) === true) return undefined;
  const match = /^([^/-]+)(?:-([^/-]+))?(?:\/([^/]*))?$/.exec(item);
  if (match === null) return fail('a number, a range or a step');
  const [, from = '', to, step] = match;
  if (step !== undefined && (!/^\d+$/.test(step) || Number(step) < 1 || Number(step) > field.maximum + 1)) {
    return fail(`a step of 1 to ${field.maximum} behind the "/"`, `for example */${field.maximum > 30 ? 5 : 2}`);
  }
  if (from === '*' || from === '?') return to === undefined ? undefined : fail(`a number from ${range}`);
  const low = numberOf(from, field);
  const high = to === undefined ? low : numberOf(to, field);
  if (low === undefined || high === undefined) return fail(`a number from ${range}`);
  if (low < field.minimum || low > field.maximum || high < field.minimum || high > field.maximum)
    return fail(`a number from ${range}`);
  if (low > high)
    return fail(
      'a range from the smaller to the larger',
      `write ${from}-${field.maximum},${field.minimum}-${to} to go over the end`,
    );
  return undefined;
}

function numberOf(text: string, field: Field): number | undefined {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  const index = field.names?.indexOf(text.toUpperCase()) ?? -1;
  return index === -1 ? undefined : index + (field.minimum === 1 ? 1 : 0);
}
