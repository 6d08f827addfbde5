import { expect, test } from 'vitest';
import { tempProject } from '../../tests/support/temp-project.ts';
import type { Flow } from '../contract/flow.ts';
import { parseFlow } from '../flow/index.ts';
import { builtinRegistry } from '../plugins/registry.ts';
import { planBackfill, type ScheduledTrigger, scheduledTriggers, tickRecord } from './backfill.ts';
import { defaultConfig } from './config.ts';
import { type DueTick, dueTick } from './due-tick.ts';
import { createEngineHost } from './engine-host.ts';
import type { HostSource } from './firing-ticks.ts';

async function flowWith(trigger: string): Promise<Flow> {
  const text = `id: f
namespace: n
tasks:
  - {id: t, type: io.kestra.plugin.core.log.Log, message: hi}
triggers:
  - {id: it, type: io.kestra.plugin.core.trigger.${trigger}}
`;
  const { flow, problems } = await parseFlow(
    { file: 'f.yaml', bytes: Buffer.from(text) },
    { registry: builtinRegistry },
  );
  if (flow === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return flow;
}

async function hostSource(): Promise<HostSource> {
  const { dir } = await tempProject();
  return () => createEngineHost({ root: dir, repository: dir, config: defaultConfig, registry: builtinRegistry });
}

async function onlyTrigger(trigger: string): Promise<ScheduledTrigger> {
  const [only] = await scheduledTriggers(await flowWith(trigger), builtinRegistry, await hostSource());
  if (only === undefined) throw new Error('expected a trigger');
  return only;
}

const at = (text: string): number => Date.parse(text);
const workdays =
  'Schedule, cron: "@daily", conditions: [{type: io.kestra.plugin.core.condition.Not, conditions: [{type: io.kestra.plugin.core.condition.Weekend}]}]';

test('a backfill leaves out what does not fire; next and previous are times that do', async () => {
  const plan = await planBackfill(await flowWith(workdays), builtinRegistry, await hostSource(), {
    start: '2024-01-05',
    end: '2024-01-08',
  });
  expect(plan.ticks.map((tick) => new Date(tick).toISOString())).toEqual([
    '2024-01-05T00:00:00.000Z',
    '2024-01-08T00:00:00.000Z',
  ]);
  expect((await tickRecord(plan.trigger, at('2024-01-05T00:00:00Z'))).variables).toEqual({
    date: '2024-01-05T00:00:00Z',
    next: '2024-01-08T00:00:00Z',
    previous: '2024-01-04T00:00:00Z',
  });
});

test('an empty window names the firing times around it; one that never fires names none', async () => {
  const window = { start: '2024-01-06', end: '2024-01-07' };
  await expect(
    planBackfill(await flowWith(workdays), builtinRegistry, await hostSource(), window),
  ).rejects.toMatchObject({
    code: 'WINDOW_EMPTY',
    hint: 'the last before is 2024-01-05T00:00:00Z; the next after is 2024-01-08T00:00:00Z',
  });
  const never = await flowWith('Schedule, cron: "0 0 1 1 *", when: "{{ false }}"');
  const end = { start: '2024-01-01', end: '2024-12-31' };
  await expect(planBackfill(never, builtinRegistry, await hostSource(), end)).rejects.toMatchObject({
    code: 'WINDOW_EMPTY',
    hint: undefined,
  });
});

const dates = 'ScheduleOnDates, timezone: Europe/Berlin, dates: ["2027-06-30T18:00:00", "2027-03-31T16:00:00Z"]';

test('given dates are sorted, local to the zone where they name none', async () => {
  const { ticks } = await onlyTrigger(dates);
  expect(ticks.variables(ticks.next(0) ?? 0)).toEqual({
    date: '2027-03-31T18:00:00+02:00',
    next: '2027-06-30T18:00:00+02:00',
  });
  await expect(onlyTrigger('ScheduleOnDates, dates: [soon]')).rejects.toMatchObject({ code: 'DATE_INVALID' });
});

const onTime = (text: string): DueTick => ({ tick: at(text) });

test.each([
  [
    'the last time before now',
    'Schedule, cron: "0 9 * * *"',
    '0 9 * * *',
    '2024-01-05T11:00:00Z',
    onTime('2024-01-05T09:00:00Z'),
  ],
  ['now itself', 'Schedule, cron: "0 9 * * *"', '0 9 * * *', '2024-01-05T09:00:00Z', onTime('2024-01-05T09:00:00Z')],
  [
    'too late for it',
    'Schedule, cron: "0 9 * * *", lateMaximumDelay: PT1H',
    '0 9 * * *',
    '2024-01-05T11:00:00Z',
    { skipped: 'it is later than PT1H (lateMaximumDelay) after the planned time 2024-01-05T09:00:00Z' },
  ],
  [
    'a weekend',
    workdays,
    '0 0 * * *',
    '2024-01-06T01:00:00Z',
    { skipped: 'its conditions do not hold at 2024-01-06T00:00:00Z' },
  ],
  [
    'the date of the line, though a later one has come',
    dates,
    '0 16 31 3 *',
    '2027-06-30T16:30:00Z',
    onTime('2027-03-31T16:00:00Z'),
  ],
  ['a year before', dates, '0 16 31 3 *', '2026-03-31T16:00:00Z', { skipped: 'none of its times has come yet' }],
  [
    'a year behind',
    dates,
    '0 16 31 3 *',
    '2028-03-31T16:00:00Z',
    { skipped: 'its date 2027-03-31T18:00:00+02:00 is long past' },
  ],
])('due on GitHub: %s', async (_, trigger, cron, now, expected) => {
  expect(await dueTick(await onlyTrigger(trigger), cron, at(now))).toEqual(expected);
});
