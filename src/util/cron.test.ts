import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { minutesAreApart } from './cron-fields.ts';
import { describeCronProblem, parseCron } from './cron.ts';
import { isoInZone } from './time-zone.ts';

const at = (text: string): number => Date.parse(text);
const iso = (instants: Iterable<number>): string[] =>
  [...instants].map((instant) => new Date(instant).toISOString().slice(0, 16));

test.each([
  [
    'a single time in the gap comes right after it',
    '30 2 * * *',
    '2024-03-30',
    '2024-04-01',
    ['2024-03-30T01:30', '2024-03-31T01:00'],
  ],
  [
    'a single time in the repeated hour comes once',
    '30 2 * * *',
    '2024-10-26',
    '2024-10-28',
    ['2024-10-26T00:30', '2024-10-27T00:30'],
  ],
  [
    'an interval follows the clock through the repeated hour',
    '*/30 2 * * *',
    '2024-10-27',
    '2024-10-28',
    ['2024-10-27T00:00', '2024-10-27T00:30', '2024-10-27T01:00', '2024-10-27T01:30'],
  ],
  [
    'an interval skips the gap',
    '0 * * * *',
    '2024-03-31',
    '2024-03-31T02:30',
    ['2024-03-31T00:00', '2024-03-31T01:00', '2024-03-31T02:00'],
  ],
])('daylight saving in Berlin: %s', (_, expression, from, to, expected) => {
  const schedule = parseCron(expression, { timezone: 'Europe/Berlin' });
  expect(
    iso(schedule.between(at(`${from.slice(0, 10)}T00:00:00Z`), at(to.includes('T') ? `${to}:00Z` : `${to}T00:00:00Z`))),
  ).toEqual(expected);
});

test('day of month or day of week, where both are limited', () => {
  expect(iso(parseCron('0 0 13 * 5').between(at('2024-09-01T00:00:00Z'), at('2024-09-30T00:00:00Z')))).toEqual([
    '2024-09-06T00:00',
    '2024-09-13T00:00',
    '2024-09-20T00:00',
    '2024-09-27T00:00',
  ]);
});

test.each([
  ['20/15 * * * *', '2024-01-01T00:00:00Z', '2024-01-01T00:20'],
  ['0 0 29 2 *', '2024-02-29T00:00:00Z', '2028-02-29T00:00'],
  ['0 0 L * *', '2024-02-01T00:00:00Z', '2024-02-29T00:00'],
  ['0 0 * * 5#2', '2024-09-01T00:00:00Z', '2024-09-13T00:00'],
  ['0 0 * * 7', '2024-09-01T00:00:00Z', '2024-09-08T00:00'],
  ['@yearly', '2024-09-01T00:00:00Z', '2025-01-01T00:00'],
])('%s after %s is %s', (expression, after, expected) => {
  expect(iso([parseCron(expression).next(at(after)) ?? 0])).toEqual([expected]);
});

function ticksOfDay(expression: string, timezone: string, day: string): number[] {
  const date = Temporal.PlainDate.from(day);
  const [start, end] = [date, date.add({ days: 1 })].map((one) => one.toZonedDateTime(timezone).epochMilliseconds);
  return [...parseCron(expression, { timezone }).between(start ?? 0, (end ?? 0) - 1)];
}

const threeHours = '30 1,2,3 * * *';

/** Local times of a day, with their offsets: what an author reads in `trigger.date`. */
test.each([
  ['Europe/Berlin 2024-03-31: 02:00 becomes 03:00', 'Europe/Berlin', '2024-03-31', '0 * * * *', 23],
  ['Europe/Berlin 2024-10-27: 03:00 becomes 02:00', 'Europe/Berlin', '2024-10-27', '0 * * * *', 25],
  ['America/New_York 2024-03-10: 02:00 becomes 03:00', 'America/New_York', '2024-03-10', '0 * * * *', 23],
  ['America/New_York 2024-11-03: 02:00 becomes 01:00', 'America/New_York', '2024-11-03', '0 * * * *', 25],
  ['Australia/Sydney 2024-10-06: 02:00 becomes 03:00', 'Australia/Sydney', '2024-10-06', '0 * * * *', 23],
  ['Australia/Sydney 2024-04-07: 03:00 becomes 02:00', 'Australia/Sydney', '2024-04-07', '0 * * * *', 25],
  ['Australia/Lord_Howe 2024-10-06: half an hour', 'Australia/Lord_Howe', '2024-10-06', '*/30 * * * *', 47],
  ['Australia/Lord_Howe 2024-04-07: half an hour', 'Australia/Lord_Howe', '2024-04-07', '*/30 * * * *', 49],
  ['America/Santiago 2024-09-08: midnight becomes 01:00', 'America/Santiago', '2024-09-08', '0 * * * *', 23],
  ['Africa/Casablanca 2024-03-10: 03:00 becomes 02:00', 'Africa/Casablanca', '2024-03-10', '0 * * * *', 25],
  ['Asia/Kolkata has none', 'Asia/Kolkata', '2024-03-31', '0 * * * *', 24],
])('hours of a day: %s', (_, timezone, day, expression, expected) => {
  const ticks = ticksOfDay(expression, timezone, day);
  expect(ticks).toHaveLength(expected);
  expect(new Set(ticks).size).toBe(expected);
});

test.each([
  [
    'Berlin, a list over the gap skips it',
    'Europe/Berlin',
    threeHours,
    '2024-03-31',
    ['01:30:00+01:00', '03:30:00+02:00'],
  ],
  [
    'Berlin, a list over the repeated hour takes both',
    'Europe/Berlin',
    threeHours,
    '2024-10-27',
    ['01:30:00+02:00', '02:30:00+02:00', '02:30:00+01:00', '03:30:00+01:00'],
  ],
  ['New York, a single time in the gap', 'America/New_York', '30 2 * * *', '2024-03-10', ['03:00:00-04:00']],
  ['New York, a single repeated time', 'America/New_York', '30 1 * * *', '2024-11-03', ['01:30:00-04:00']],
  ['Santiago, a midnight that is skipped', 'America/Santiago', '@daily', '2024-09-08', ['01:00:00-03:00']],
  ['Sydney, a single time before the change', 'Australia/Sydney', '30 1 * * *', '2024-10-06', ['01:30:00+10:00']],
  ['Lord Howe, a single time in the gap', 'Australia/Lord_Howe', '15 2 * * *', '2024-10-06', ['02:30:00+11:00']],
])('local times of a day: %s', (_, timezone, expression, day, expected) => {
  const ticks = ticksOfDay(expression, timezone, day);
  expect(ticks.map((tick) => isoInZone(tick, timezone))).toEqual(expected.map((time) => `${day}T${time}`));
});

test.each([
  ['0 0 * JAN SUN', '2024-06-01T00:00:00Z', '2025-01-05T00:00'],
  ['0 0 * jan-mar mon', '2024-02-27T00:00:00Z', '2024-03-04T00:00'],
  ['@hourly', '2024-01-01T00:30:00Z', '2024-01-01T01:00'],
  ['@daily', '2024-01-01T00:30:00Z', '2024-01-02T00:00'],
  ['@midnight', '2024-01-01T00:30:00Z', '2024-01-02T00:00'],
  ['@weekly', '2024-01-01T00:30:00Z', '2024-01-07T00:00'],
  ['@monthly', '2024-01-01T00:30:00Z', '2024-02-01T00:00'],
  ['@annually', '2024-01-01T00:30:00Z', '2025-01-01T00:00'],
])('names: %s after %s is %s', (expression, after, expected) => {
  expect(iso([parseCron(expression).next(at(after)) ?? 0])).toEqual([expected]);
});

test('every zone of this runtime: a daily time comes once a day around the changes of a year', () => {
  const windows = [
    [at('2024-03-08T12:00:01Z'), at('2024-04-15T12:00:00Z')],
    [at('2024-09-03T12:00:01Z'), at('2024-11-05T12:00:00Z')],
  ] as const;
  const wrong = kindsOfZones().filter((timezone) =>
    windows.some(([start, end]) => {
      const days = [...parseCron('30 2 * * *', { timezone }).between(start, end)].map((tick) =>
        at(isoInZone(tick, timezone).slice(0, 10)),
      );
      return days.length < 30 || days.some((day, index) => index > 0 && day - (days[index - 1] ?? 0) !== 86_400_000);
    }),
  );
  expect(wrong).toEqual([]);
});

/** One zone of each kind: those with the same offsets all year long behave the same. */
function kindsOfZones(): string[] {
  const kinds = new Map<string, string>();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const offsets = Array.from({ length: 52 }, (_, week) =>
      isoInZone(at('2024-01-03T12:00:00Z') + week * 7 * 86_400_000, zone).slice(19),
    );
    kinds.set(offsets.join(), zone);
  }
  return [...kinds.values()];
}

test('seconds', () => {
  const schedule = parseCron('*/20 0 0 * * *', { withSeconds: true });
  expect(schedule.next(at('2024-01-01T00:00:00Z'))).toBe(at('2024-01-01T00:00:20Z'));
  expect(schedule.previous(at('2024-01-01T00:00:20Z'))).toBe(at('2024-01-01T00:00:00Z'));
});

test('instants inside a second: next lies after, previous before, a window holds neither end that is no tick', () => {
  const schedule = parseCron('* * * * *');
  expect(schedule.next(at('2024-01-01T00:00:00.500Z'))).toBe(at('2024-01-01T00:01:00Z'));
  expect(schedule.previous(at('2024-01-01T00:00:00.500Z'))).toBe(at('2024-01-01T00:00:00Z'));
  expect(iso(schedule.between(at('2024-01-01T00:00:00.500Z'), at('2024-01-01T00:01:00Z')))).toEqual([
    '2024-01-01T00:01',
  ]);
});

const patterns = [
  '30 2 * * *',
  '*/30 * * * *',
  '0 0 1 * *',
  '15 1-3 * * *',
  '0 2,3 * * 0',
  '59 23 31 * *',
  '5/15 2 * * *',
];
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
];

test.each(patterns.flatMap((pattern) => zones.map((zone): [string, string] => [pattern, zone])))(
  'previous is the reverse of next: %s in %s',
  (pattern, timezone) => {
    const schedule = parseCron(pattern, { timezone });
    for (const [start, end] of [
      ['2024-03-05T00:00:00Z', '2024-04-10T00:00:00Z'],
      ['2024-09-30T00:00:00Z', '2024-11-06T00:00:00Z'],
    ] as const) {
      const ticks = [...schedule.between(at(start), at(end))];
      const backwards: number[] = [];
      for (
        let tick = schedule.previous(at(end) + 1);
        tick !== undefined && tick >= at(start);
        tick = schedule.previous(tick)
      ) {
        backwards.unshift(tick);
      }
      expect(backwards.map((tick) => new Date(tick).toISOString())).toEqual(
        ticks.map((tick) => new Date(tick).toISOString()),
      );
      expect(new Set(ticks).size).toBe(ticks.length);
    }
  },
);

test.each([
  ['61 * * * *', 'expected a number from 0 to 59 as minute, got "61"'],
  ['* 24 * * *', 'expected a number from 0 to 23 as hour, got "24"'],
  ['* * 0 * *', 'expected a number from 1 to 31 as day of month, got "0"'],
  ['* * * 13 *', 'expected a number from 1 to 12 as month, got "13"'],
  ['* * * * 8', 'expected a number from 0 to 7 as day of week, got "8"'],
  ['* * * FOO *', 'expected a number from 1 to 12 as month, got "FOO"'],
  ['5-1 * * * *', 'expected a range from the smaller to the larger as minute, got "5-1"'],
  ['*/0 * * * *', 'expected a step of 1 to 59 behind the "/" as minute, got "*/0"'],
  ['1,,2 * * * *', 'expected a value as minute, got ""'],
  ['* * * *', 'expected 5 fields (minute, hour, day of month, month, day of week), got 4'],
  ['* * * * * *', 'expected 5 fields (minute, hour, day of month, month, day of week), got 6'],
  ['', 'expected 5 fields (minute, hour, day of month, month, day of week), got 0'],
  ['0 0 31 4 *', 'expected a time that comes, but "0 0 31 4 *" matches no date'],
])('%s is no cron: %s', (expression, message) => {
  expect(describeCronProblem(expression)?.message).toBe(message);
});

test('nicknames: the nearest one is named', () => {
  expect(describeCronProblem('@dayly')?.hint).toBe('did you mean "@daily"?');
  expect(describeCronProblem('@reboot')).toBeDefined();
});

test.each([
  ['0 9 1 * *', true],
  ['@daily', true],
  ['*/5 * * * *', true],
  ['*/6 * * * *', true],
  ['20/15 * * * *', true],
  ['0,30 * * * *', true],
  ['*/4 * * * *', false],
  ['*/7 * * * *', false],
  ['* * * * *', false],
  ['0-3 * * * *', false],
  ['58,2 * * * *', false],
  ['10-30/10,33 9 * * *', false],
])('whether the minutes of %s are five apart, as its ticks are', (cron, expected) => {
  expect(minutesAreApart(cron, 5)).toBe(expected);
  const ticks = [...parseCron(cron).between(at('2026-01-01T00:00:00Z'), at('2026-01-03T00:00:00Z'))];
  const gaps = ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0));
  expect(expected && Math.min(...gaps) < 5 * 60_000).toBe(false);
});
