import { TaskError } from '../../../contract/errors.ts';

export type PartitionType = 'DAY' | 'HOUR' | 'MONTH' | 'YEAR' | 'RANGE';

/** Digits of a partition's name: a year, a month, a day, an hour. */
const digits: Readonly<Record<Exclude<PartitionType, 'RANGE'>, number>> = { YEAR: 4, MONTH: 6, DAY: 8, HOUR: 10 };

/**
 * Which partitions lie in a window, both ends included. Names that are no point in time (`__NULL__`, `__UNPARTITIONED__`) never do.
 * @throws TaskError BIGQUERY_BAD_WINDOW
 */
export function partitionsIn(
  names: readonly string[],
  type: PartitionType,
  from: string,
  to: string,
): readonly string[] {
  const read = type === 'RANGE' ? readNumber : readTime;
  const first = read('from', from);
  const last = read('to', to);
  return names.filter((name) => {
    const at = startOf(name, type);
    return at !== undefined && at >= first && at <= last;
  });
}

function startOf(name: string, type: PartitionType): number | undefined {
  if (type === 'RANGE') return /^-?\d+$/.test(name) ? Number(name) : undefined;
  if (!/^\d+$/.test(name) || name.length !== digits[type]) return undefined;
  const [year, month = '01', day = '01', hour = '00'] = [name.slice(0, 4), ...(name.slice(4).match(/\d\d/g) ?? [])];
  return Date.parse(`${year}-${month}-${day}T${hour}:00:00Z`);
}

function readNumber(property: string, text: string): number {
  if (/^-?\d+$/.test(text.trim())) return Number(text);
  throw bad(property, 'a whole number', text);
}

/** Kestra passes over the offset: partitions are counted in UTC. */
function readTime(property: string, text: string): number {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d)?(\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?$/.exec(text.trim());
  const time =
    match === null ? Number.NaN : Date.parse(`${match[1] ?? ''}T${match[2] ?? '00:00'}${match[3] ?? ':00'}Z`);
  if (Number.isNaN(time)) throw bad(property, 'a time such as 2019-01-31T00:00', text);
  return time;
}

function bad(property: string, expected: string, got: string): TaskError {
  return new TaskError('BIGQUERY_BAD_WINDOW', `\`${property}\` should be ${expected}, but is "${got}"`, {
    hint: 'look at `partitionType` too',
    retryable: false,
  });
}
