import { GitphonyError } from '../../../src/contract/errors.ts';
import { compileTemplate, evaluate, ExpressionError } from '../../../src/expressions/index.ts';
import { toDate, toDateTime, toTime } from '../../../src/flow/inputs/dates.ts';
import { InputError } from '../../../src/flow/inputs/input-error.ts';
import { parseInstant as parsePluginInstant } from '../../../src/plugin-kit/parse-instant.ts';
import { parseInstant } from '../../../src/project/instant.ts';
import { CronError, parseCron } from '../../../src/util/cron.ts';
import { DurationError, formatDuration, parseDuration } from '../../../src/util/duration.ts';
import { mutate } from '../mutate.ts';
import { pick, randomFor } from '../random.ts';
import type { FuzzTarget } from '../target.ts';

const cron = {
  seeds: [
    '0 9 1 * *',
    '*/15 0-6,22 * JAN-MAR MON#2',
    '@daily',
    '0 0 29 2 *',
    '30 2 * * SUN',
    '0 0 L * 5L',
    '*/5 * * * * *',
  ],
  scraps: [
    ...'* / - , # L W ? @ 0 7 60 99 MON JAN @hourly @reboot 1-5/2 */0 5-1'.split(' '),
    ' ',
    '\t',
    '-1',
    '1e9',
    '٣',
  ],
};
const duration = {
  seeds: ['PT15S', 'P1D', 'PT0.2S', 'P1DT2H3M4.5S', '-PT5M', 'P1W', 'P2Y3M'],
  scraps: [...'P T S M H D W Y . , - + 0 9 99999999999999999999 PT'.split(' '), ' ', '1e9', '٣', '\n'],
};
const date = {
  seeds: [
    '2024-02-29',
    '2024-01-31T09:00:00Z',
    '2024-03-31T02:30:00+01:00[Europe/Rome]',
    '09:15',
    '20240131',
    '2024-W05-3',
    'yyyy-MM-dd HH:mm:ss.SSS',
    "EEE, dd MMM yyyy 'at' hh:mm a z",
    'uuuu-DDD',
    '2024-01-31T09',
    '+12345-01-01',
  ],
  scraps: [
    ..."T Z - : . + 0 9 99 / [ ] ' yyyy MM dd SSSSSSSSSS G Q w XXX VV".split(' '),
    ' ',
    '24:00',
    '-0000',
    '٣',
    '\0',
  ],
};

const zones = ['UTC', 'Europe/Rome', 'America/New_York', 'Asia/Kolkata', 'Nowhere/None', ''];

/** Whatever comes, it comes as one of these. */
const typed = [CronError, DurationError, GitphonyError, InputError, ExpressionError];

function attempt(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!typed.some((kind) => error instanceof kind)) throw error;
  }
}

function readCron(text: string, timezone: string, withSeconds: boolean): void {
  const schedule = parseCron(text, { timezone, withSeconds });
  const now = Date.UTC(2024, 2, 30, 23, 59, 59);
  const next = schedule.next(now);
  const previous = schedule.previous(now);
  if (next !== undefined && next <= now) throw new Error(`the next time is not after the present: ${next}`);
  if (previous !== undefined && previous >= now)
    throw new Error(`the last time is not before the present: ${previous}`);
}

function readDuration(text: string): void {
  const milliseconds = parseDuration(text);
  if (!Number.isFinite(milliseconds)) throw new Error(`a duration without end: ${milliseconds}`);
  if (typeof formatDuration(milliseconds) !== 'string') throw new Error('a duration that has no text');
}

const filter = compileTemplate('{{ text | date(pattern, timeZone=zone) }}');
const filterWith = compileTemplate('{{ text | date("yyyy", existingFormat=pattern) }}');
const add = compileTemplate("{{ text | dateAdd(1, 'MONTHS') }}");

/** Cron expressions, durations and dates: a value, or a typed error. */
export const timeTarget: FuzzTarget = {
  name: 'times',
  textOf: (seed) => JSON.stringify(textsOf(seed)),
  async run(seed) {
    const { expression, length, text, pattern, zone } = textsOf(seed);
    attempt(() => readCron(expression, zone === '' || zone.startsWith('Nowhere') ? 'UTC' : zone, seed % 2 === 0));
    attempt(() => readDuration(length));
    for (const read of [toDate, toTime, toDateTime, parsePluginInstant]) attempt(() => read(text));
    attempt(() => parseInstant(text, zone === 'Nowhere/None' ? 'UTC' : zone || 'UTC', 'start'));
    for (const template of [filter, filterWith, add]) attempt(() => evaluate(template, { text, pattern, zone }));
  },
};

function textsOf(seed: number): Record<'expression' | 'length' | 'text' | 'pattern' | 'zone', string> {
  const random = randomFor(seed);
  return {
    expression: mutate(cron, random),
    length: mutate(duration, random),
    text: mutate(date, random),
    pattern: mutate(date, random),
    zone: pick(zones, random),
  };
}
