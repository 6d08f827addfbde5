import { describe, expect, test } from 'vitest';
import type { BackfillLeg } from './legs.ts';
import { readPlanRecord } from './plan-record.ts';
import { renderTicks } from './render-ticks.ts';
import { printTickRecords, readTickRecords, type TickRecord } from './tick-record.ts';
import { tickStates } from './tick-states.ts';

const [a, b, c] = ['2019-01-01T09:00:00Z', '2019-02-01T09:00:00Z', '2019-03-01T09:00:00Z'] as const;

function leg(first: string, last: string, more: Partial<BackfillLeg> = {}): BackfillLeg {
  const stretch = { first: Date.parse(first), last: Date.parse(last) };
  const times = { startedAt: '2026-01-01T00:00:00Z', completedAt: '2026-01-01T00:01:00Z' };
  return { stretch, status: 'completed', conclusion: 'success', began: true, ...times, url: 'https://x', ...more };
}

function states(
  legs: readonly BackfillLeg[],
  more: { records?: readonly TickRecord[]; planned?: readonly string[]; isOver?: boolean } = {},
) {
  const trace = { legs, records: [], planned: [a, b, c], isOver: true, ...more };
  return tickStates([a, b, c], trace).map(({ state }) => state);
}

describe('a tick is', () => {
  test.each([
    [
      'as its job ended',
      [leg(a, a), leg(b, b, { conclusion: 'failure' }), leg(c, c, { conclusion: 'cancelled' })],
      ['SUCCESS', 'FAILED', 'KILLED'],
    ],
    [
      'not run where its job never began',
      [leg(a, a), leg(b, b, { conclusion: 'cancelled', began: false })],
      ['SUCCESS', 'NOT RUN', 'NOT RUN'],
    ],
    ['all good where a leg of several ended well', [leg(a, c)], ['SUCCESS', 'SUCCESS', 'SUCCESS']],
    [
      'not known to have run where a leg of several failed and left nothing',
      [leg(a, c, { conclusion: 'failure' })],
      ['NOT RUN', 'NOT RUN', 'NOT RUN'],
    ],
    [
      'running or waiting',
      [leg(a, a, { status: 'in_progress', conclusion: null }), leg(b, b, { status: 'queued', conclusion: null })],
      ['RUNNING', 'WAITING', 'NOT RUN'],
    ],
  ])('%s', (_what, legs, expected) => {
    expect(states(legs)).toEqual(expected);
  });

  test('left out only where the plan says so: a leg that never began may be listed nowhere', () => {
    expect(states([leg(a, a)], { planned: [a, b] })).toEqual(['SUCCESS', 'NOT RUN', 'LEFT OUT']);
    expect(states([leg(a, a)], { planned: [a, b], isOver: false })).toEqual(['SUCCESS', 'WAITING', 'LEFT OUT']);
  });

  test('as its leg recorded it, by the last attempt', () => {
    const record = (state: TickRecord['state'], ended: string): TickRecord => {
      return { date: b, state, execution: 'x1', began: '2026-01-01T00:00:00Z', ended };
    };
    const records = [record('WARNING', '2026-01-02T00:00:00Z'), record('FAILED', '2026-01-01T00:00:00Z')];
    expect(states([leg(a, c, { conclusion: 'failure' })], { records })).toEqual(['NOT RUN', 'WARNING', 'NOT RUN']);
  });
});

describe('what legs and plans left is hostile', () => {
  const good: TickRecord = { date: a, state: 'SUCCESS', execution: 'abc', began: a, ended: b };

  test('and is read back', () => {
    expect(readTickRecords(printTickRecords([good]))).toEqual([good]);
  });

  test.each([
    ['no JSON', '{'],
    ['no list', '{}'],
    ['no date', JSON.stringify([{ ...good, date: 'x' }])],
    ['no end', JSON.stringify([{ ...good, state: 'RUNNING' }])],
    ['a link for an id', JSON.stringify([{ ...good, execution: 'a](https://evil)' }])],
  ])('%s is refused', (_what, text) => {
    expect(() => readTickRecords(text)).toThrow(/a leg of a backfill left/);
  });

  test.each([
    ['a list', '[]'],
    ['a tick that is none', '{"ticks":["x"],"fields":{},"withheld":[]}'],
    ['a field that is no text', '{"ticks":[],"fields":{"a":1},"withheld":[]}'],
  ])('a plan with %s is refused', (_what, text) => {
    expect(() => readPlanRecord(text)).toThrow(/the plan of a backfill left/);
  });
});

test('a table of ten thousand ticks fits the summary and hides no failure', () => {
  const ticks = Array.from({ length: 10_000 }, (_, index) => ({
    date: new Date(Date.UTC(2019, 0, 1, index)).toISOString(),
    state: index === 9_999 ? ('FAILED' as const) : ('SUCCESS' as const),
    began: a,
    ended: b,
    url: 'https://github.com/octo/flows/actions/runs/1/job/2',
    execution: 'x'.repeat(22),
  }));
  const text = renderTicks('demo.hourly', ticks);
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  expect(text).toContain('9999 SUCCESS, 1 FAILED');
  expect(text.match(/Z \| FAILED/g)).toHaveLength(1);
});
