import { describe, expect, test } from 'vitest';
import { tempProject } from '../../tests/support/temp-project.ts';
import { type ScheduledTrigger, scheduledTriggers } from './backfill.ts';
import { createEngineHost } from './engine-host.ts';
import { missedTicks, type PastRun, ranTicks, stoppedBy } from './missed-ticks.ts';
import { openProject, readFlow } from './project.ts';

async function open(more = ''): Promise<ScheduledTrigger> {
  const text = `id: report
namespace: demo
tasks: [{id: t, type: io.kestra.plugin.core.log.Log, message: hi}]
triggers:
  - {id: daily, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 9 * * *", timezone: Europe/Berlin${more}}
`;
  const directory = await tempProject({ 'flows/report.yaml': text });
  const project = await openProject(directory.dir);
  const { flow } = await readFlow(project, directory.path('flows/report.yaml'));
  if (flow === undefined) throw new Error('the flow is invalid');
  const [trigger] = await scheduledTriggers(flow, project.registry, () => createEngineHost(project));
  if (trigger === undefined) throw new Error('the flow has no schedule');
  return trigger;
}

const at = (text: string): number => Date.parse(text);
const run = (created: string, more: Partial<PastRun> = {}): PastRun => ({
  event: 'schedule',
  title: 'report · daily',
  createdAt: at(created),
  conclusion: 'success',
  began: true,
  ...more,
});
/** Ten days later, the run of 11 March begins late. */
const now = at('2026-03-11T10:42:00Z');
const until = at('2026-03-11T08:00:00Z');

async function missed(
  trigger: ScheduledTrigger,
  runs: readonly PastRun[],
  recover: 'ALL' | 'LAST' | 'NONE' = 'ALL',
): Promise<string[]> {
  const ticks = await missedTicks(trigger, ranTicks('report', trigger, runs), { until, now, recover });
  return ticks.map((tick) => new Date(tick).toISOString().slice(0, 13));
}

describe('planned times that GitHub dropped', () => {
  test('are those after the newest that ran, in the zone of the trigger', async () => {
    const trigger = await open();
    const late = run('2026-03-08T11:30:00Z');
    expect(await missed(trigger, [late, run('2026-03-05T08:00:10Z')])).toEqual(['2026-03-09T08', '2026-03-10T08']);
    expect(await missed(trigger, [late], 'LAST')).toEqual(['2026-03-10T08']);
    expect(await missed(trigger, [late], 'NONE')).toEqual([]);
  });

  test('are none where it never ran, or where the run before was the one before', async () => {
    const trigger = await open();
    expect(await missed(trigger, [])).toEqual([]);
    expect(await missed(trigger, [run('2026-03-10T08:01:00Z')])).toEqual([]);
    expect(await missed(trigger, [run('2026-03-01T08:01:00Z', { title: 'report · other' })])).toEqual([]);
    expect(await missed(trigger, [run('2026-03-01T08:01:00Z', { title: 'other · daily' })])).toEqual([]);
  });

  test('do not count those that somebody dispatched, nor what somebody typed that is no date', async () => {
    const trigger = await open();
    const byHand = (date: string): PastRun =>
      run('2026-03-10T12:00:00Z', { event: 'workflow_dispatch', title: `report · daily for ${date}` });
    const runs = [run('2026-03-08T08:00:00Z'), byHand('2026-03-09T09:00'), byHand('$(id)')];
    expect(await missed(trigger, runs)).toEqual(['2026-03-10T08']);
  });

  test('that are later than lateMaximumDelay stay dropped', async () => {
    const trigger = await open(', lateMaximumDelay: PT30H');
    expect(await missed(trigger, [run('2026-03-05T08:00:00Z')])).toEqual(['2026-03-10T08']);
  });

  test('are a hundred at most, the newest', async () => {
    const trigger = await open();
    const ticks = await missed(trigger, [run('2025-03-05T08:30:00Z')]);
    expect(ticks).toHaveLength(100);
    expect(ticks.at(-1)).toBe('2026-03-10T08');
  });

  test('at which the conditions do not hold are none', async () => {
    const trigger = await open(', conditions: [{type: io.kestra.plugin.core.condition.Weekend}]');
    expect(await missed(trigger, [run('2026-03-05T08:00:00Z')])).toEqual(['2026-03-07T08', '2026-03-08T08']);
  });
});

test.each([
  ['failure', 'FAILED'],
  ['timed_out', 'FAILED'],
  ['cancelled', 'KILLED'],
  ['success', undefined],
] as const)('a last run that ended as %s stops by stopAfter: %s', async (conclusion, state) => {
  const trigger = await open(', stopAfter: [FAILED, KILLED]');
  const runs = [run('2026-03-10T08:00:00Z', { conclusion }), run('2026-03-09T08:00:00Z', { conclusion: 'failure' })];
  expect(stoppedBy('report', trigger, runs)).toBe(state);
  expect(stoppedBy('report', await open(), runs)).toBeUndefined();
});
