import { expect, test } from 'vitest';
import type { TriggerNode } from '../../../contract/flow.ts';
import type { TickPlan } from '../../../contract/trigger.ts';
import { schedule } from './schedule.ts';

type Properties = Parameters<typeof schedule.toWorkflow>[0];

const node: TriggerNode = {
  id: 'daily',
  type: schedule.type,
  disabled: false,
  properties: {},
  inputs: {},
  path: ['triggers', 0],
};

function ticksOf(properties: Properties): TickPlan {
  const ticks = schedule.ticks?.(properties);
  if (ticks === undefined) throw new TypeError('expected a schedule to have ticks');
  return ticks;
}

const at = (text: string): number => Date.parse(text);

test('a window includes both its ends, and each tick knows its neighbours', () => {
  const ticks = ticksOf({ cron: '0 0 * * *', timezone: 'UTC' });
  const days = [...ticks.between(at('2024-01-01T00:00:00Z'), at('2024-01-04T00:00:00Z'))].map((tick) =>
    ticks.variables(tick),
  );
  expect(days).toHaveLength(4);
  expect({ ...days[0] }).toEqual({
    date: '2024-01-01T00:00:00Z',
    next: '2024-01-02T00:00:00Z',
    previous: '2023-12-31T00:00:00Z',
  });
});

test('dates carry the offset of their own season', () => {
  const ticks = ticksOf({ cron: '0 9 1 * *', timezone: 'Europe/Berlin' });
  const tick = ticks.next(at('2024-03-15T00:00:00Z')) ?? 0;
  expect({ ...ticks.variables(tick) }).toEqual({
    date: '2024-04-01T09:00:00+02:00',
    next: '2024-05-01T09:00:00+02:00',
    previous: '2024-03-01T09:00:00+01:00',
  });
});

test.each([
  [{ cron: '0 9 1 * *' }, { cron: '0 9 1 * *' }],
  [
    { cron: '@daily', timezone: 'Europe/Berlin' },
    { cron: '0 0 * * *', timezone: 'Europe/Berlin' },
  ],
  [{ cron: '0 15 10 ? * MON-FRI', withSeconds: true }, { cron: '15 10 * * MON-FRI' }],
])('%j becomes %j on GitHub', (properties, entry) => {
  expect(schedule.toWorkflow(properties, node)).toEqual({ schedule: [entry] });
});

test.each([
  [{ cron: '30 0 9 * * *', withSeconds: true }, 'expected 0 as seconds'],
  [{ cron: '0 0 L * *' }, 'GitHub knows no "L"'],
  [{ cron: '0 0 * * 5#2' }, 'GitHub knows no "L"'],
])('%j is refused for GitHub', (properties, message) => {
  expect(() => schedule.toWorkflow(properties, node)).toThrow(message);
});
