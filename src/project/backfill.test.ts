import { describe, expect, test } from 'vitest';
import type { Flow } from '../contract/flow.ts';
import { parseFlow } from '../flow/index.ts';
import { builtinRegistry } from '../plugins/registry.ts';
import type { HostSource } from './firing-ticks.ts';
import { chooseTrigger, planBackfill, tickRecord } from './backfill.ts';

const noHost: HostSource = () => Promise.reject(new Error('expected no host to be needed'));

async function flowWith(triggers: string): Promise<Flow> {
  const text = `id: f
namespace: n
tasks:
  - {id: t, type: io.kestra.plugin.core.log.Log, message: hi}
triggers:
${triggers}`;
  const { flow, problems } = await parseFlow(
    { file: 'f.yaml', bytes: Buffer.from(text) },
    { registry: builtinRegistry },
  );
  if (flow === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return flow;
}
const schedule = (id: string, cron: string, more = ''): string =>
  `  - {id: ${id}, type: io.kestra.plugin.core.trigger.Schedule, cron: "${cron}"${more}}\n`;

async function ticks(triggers: string, start: string, end: string, trigger?: string): Promise<string[]> {
  const plan = await planBackfill(await flowWith(triggers), builtinRegistry, noHost, {
    start,
    end,
    ...(trigger === undefined ? {} : { trigger }),
  });
  const records = await Promise.all(plan.ticks.map((tick) => tickRecord(plan.trigger, tick)));
  return records.map(({ variables: { date } }) => (typeof date === 'string' ? date : ''));
}

describe('windows', () => {
  const monthly = schedule('monthly', '0 9 1 * *');

  test('both ends count, to the day and to the minute', async () => {
    expect(await ticks(monthly, '2019-01-01', '2019-02-01')).toHaveLength(2);
    expect(await ticks(monthly, '2019-01-01T09:00', '2019-01-01T09:00')).toEqual(['2019-01-01T09:00:00Z']);
    expect(await ticks(monthly, '2018-12-31', '2019-01-31')).toEqual(['2019-01-01T09:00:00Z']);
  });

  test('without an end it goes on until now', async () => {
    const flow = await flowWith(monthly);
    const now = Date.UTC(2019, 2, 1, 9);
    expect((await planBackfill(flow, builtinRegistry, noHost, { start: '2019-01-01', now })).ticks).toHaveLength(3);
    expect(
      (await planBackfill(flow, builtinRegistry, noHost, { start: '2019-01-01', end: '', now: now - 1 })).ticks,
    ).toHaveLength(2);
  });

  test('a date is a day of the trigger’s own time zone', async () => {
    const tokyo = schedule('tokyo', '0 3 * * *', ', timezone: Asia/Tokyo');
    expect(await ticks(tokyo, '2019-01-02', '2019-01-02')).toEqual(['2019-01-02T03:00:00+09:00']);
  });

  test('an hourly tick of a day with 23 or 25 hours', async () => {
    const hourly = schedule('hourly', '0 * * * *', ', timezone: Europe/Berlin');
    expect(await ticks(hourly, '2024-03-31', '2024-03-31')).toHaveLength(23);
    const long = await ticks(hourly, '2024-10-27', '2024-10-27');
    expect(long).toHaveLength(25);
    expect(new Set(long)).toHaveLength(25);
  });

  test('an empty one names the ticks around it; a turned one and a huge one are refused', async () => {
    await expect(ticks(monthly, '2019-01-02', '2019-01-31')).rejects.toMatchObject({
      code: 'WINDOW_EMPTY',
      hint: 'the last before is 2019-01-01T09:00:00Z; the next after is 2019-02-01T09:00:00Z',
    });
    await expect(ticks(monthly, '2019-02-01', '2019-01-31')).rejects.toMatchObject({ code: 'WINDOW_INVALID' });
    const often = schedule('often', '* * * * *');
    await expect(ticks(often, '2019-01-01', '2019-12-31')).rejects.toMatchObject({ code: 'WINDOW_TOO_LARGE' });
    expect(await ticks(often, '2019-01-01', '2019-01-06')).toHaveLength(6 * 1440);
  });
});

describe('which trigger', () => {
  const two = schedule('green', '0 9 1 * *') + schedule('yellow', '0 10 1 * *', ', disabled: true');

  test('the named one, disabled or not; the only one where none is named', async () => {
    expect(await ticks(two, '2019-01-01', '2019-01-31', 'yellow')).toEqual(['2019-01-01T10:00:00Z']);
    const only = await chooseTrigger(await flowWith(schedule('green', '0 9 1 * *')), builtinRegistry, noHost);
    expect(only.node.id).toBe('green');
  });

  test('else the ids there are, or the nearest', async () => {
    await expect(ticks(two, '2019-01-01', '2019-01-31')).rejects.toMatchObject({
      code: 'TRIGGER_AMBIGUOUS',
      hint: 'add --trigger with one of: green, yellow',
    });
    await expect(ticks(two, '2019-01-01', '2019-01-31', 'gren')).rejects.toMatchObject({
      code: 'TRIGGER_NOT_FOUND',
      hint: 'did you mean "green"?',
    });
    const none = { ...(await flowWith(two)), triggers: [] };
    await expect(chooseTrigger(none, builtinRegistry, noHost)).rejects.toMatchObject({ code: 'TRIGGER_NOT_FOUND' });
  });
});
