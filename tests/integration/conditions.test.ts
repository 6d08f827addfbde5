import { expect, test } from 'vitest';
import type { EngineHost } from '../../src/contract/engine-host.ts';
import type { Execution } from '../../src/contract/execution.ts';
import type { Flow } from '../../src/contract/flow.ts';
import { conditionsHold } from '../../src/engine/index.ts';
import { parseFlow } from '../../src/flow/index.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';
import { defaultConfig } from '../../src/project/config.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import { newMap } from '../../src/util/values.ts';
import { tempProject } from '../support/temp-project.ts';
import { toyExecution, toyState, toyTaskRun } from '../support/toy-execution.ts';

/** A flow with one trigger; conditions as flow-style YAML, their types without the package. */
async function flowWith(trigger: string, conditions: string): Promise<Flow> {
  const text = `id: f
namespace: company.team
variables: {wanted: "12"}
tasks:
  - {id: t, type: io.kestra.plugin.core.log.Log, message: hi}
triggers:
  - {id: it, type: io.kestra.plugin.core.trigger.${trigger}, conditions: [${conditions.replaceAll(
    /\btype: (?=[A-Z][a-z])/g,
    'type: io.kestra.plugin.core.condition.',
  )}]}
`;
  const { flow, problems } = await parseFlow(
    { file: 'f.yaml', bytes: Buffer.from(text) },
    { registry: builtinRegistry },
  );
  if (flow === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return flow;
}

async function hostOf(): Promise<EngineHost> {
  const { dir } = await tempProject();
  return createEngineHost({ root: dir, repository: dir, config: defaultConfig, registry: builtinRegistry });
}

async function judge(flow: Flow, host: EngineHost, date: string, execution?: Execution): Promise<boolean> {
  const [trigger] = flow.triggers;
  if (trigger === undefined) throw new Error('expected a trigger');
  const variables = Object.assign(newMap(), { date, outputs: execution?.outputs ?? newMap() });
  const event = { flow, trigger, variables, date, timezone: 'UTC' };
  return conditionsHold({ ...event, ...(execution === undefined ? {} : { execution }) }, host);
}

test.each([
  ['a Saturday', '{type: Weekend}', '2024-01-06T00:00:00Z', true],
  ['a Friday evening is Friday in its own offset', '{type: Weekend}', '2024-01-05T23:30:00-05:00', false],
  ['a date alone', '{type: Weekend, date: "2024-01-07"}', '2024-01-05T00:00:00Z', true],
  [
    'a date by template',
    '{type: Weekend, date: "{{ trigger.date | dateAdd(1, \'DAYS\') }}"}',
    '2024-01-05T12:00:00Z',
    true,
  ],
  ['not the weekend', '{type: Not, conditions: [{type: Weekend}]}', '2024-01-05T00:00:00Z', true],
  [
    'none of two',
    '{type: Not, conditions: [{type: Weekend}, {type: DayWeek, dayOfWeek: FRIDAY}]}',
    '2024-01-05T00:00:00Z',
    false,
  ],
  [
    'one of two',
    '{type: Or, conditions: [{type: Weekend}, {type: DayWeek, dayOfWeek: FRIDAY}]}',
    '2024-01-05T00:00:00Z',
    true,
  ],
  ['none of one', '{type: Or, conditions: [{type: Weekend}]}', '2024-01-05T00:00:00Z', false],
  ['both of the list', '{type: Weekend}, {type: DayWeek, dayOfWeek: SUNDAY}', '2024-01-06T00:00:00Z', false],
  ['the first Monday', '{type: DayWeekInMonth, dayOfWeek: MONDAY, dayInMonth: FIRST}', '2024-01-01T00:00:00Z', true],
  ['the second Monday', '{type: DayWeekInMonth, dayOfWeek: MONDAY, dayInMonth: SECOND}', '2024-01-08T00:00:00Z', true],
  [
    'the fifth is not the fourth',
    '{type: DayWeekInMonth, dayOfWeek: MONDAY, dayInMonth: FOURTH}',
    '2024-01-29T00:00:00Z',
    false,
  ],
  [
    'the fifth is the last',
    '{type: DayWeekInMonth, dayOfWeek: MONDAY, dayInMonth: LAST}',
    '2024-01-29T00:00:00Z',
    true,
  ],
  [
    'the fourth is the last of February',
    '{type: DayWeekInMonth, dayOfWeek: MONDAY, dayInMonth: LAST}',
    '2024-02-26T00:00:00Z',
    true,
  ],
  [
    'a Tuesday is no first Monday',
    '{type: DayWeekInMonth, dayOfWeek: MONDAY, dayInMonth: FIRST}',
    '2024-01-02T00:00:00Z',
    false,
  ],
  ['a holiday', '{type: PublicHoliday, country: FR}', '2024-07-14T08:00:00+02:00', true],
  ['no holiday', '{type: PublicHoliday, country: FR}', '2024-07-15T08:00:00+02:00', false],
  ['an observance is none', '{type: PublicHoliday, country: US}', '2024-02-14T08:00:00-05:00', false],
  ['one of a part only', '{type: PublicHoliday, country: DE, subDivision: DE-BY}', '2024-01-06T08:00:00+01:00', true],
  [
    'the part without its country, in small letters',
    '{type: PublicHoliday, country: de, subDivision: by}',
    '2024-01-06T08:00:00+01:00',
    true,
  ],
  ['not in the whole country', '{type: PublicHoliday, country: DE}', '2024-01-06T08:00:00+01:00', false],
  ['after a moment', '{type: DateTimeBetween, after: "2024-01-01T00:00:00Z"}', '2024-01-01T00:00:01Z', true],
  [
    'not at the moment itself',
    '{type: DateTimeBetween, after: "2024-01-01T00:00:00Z"}',
    '2024-01-01T01:00:00+01:00',
    false,
  ],
  [
    'before a moment in another offset',
    '{type: DateTimeBetween, before: "2024-01-01T01:00:00+01:00"}',
    '2023-12-31T23:59:59Z',
    true,
  ],
  ['between times', '{type: TimeBetween, after: "09:00", before: "17:00:00"}', '2024-01-01T12:00:00+05:00', true],
  ['the limits are outside', '{type: TimeBetween, after: "09:00", before: "17:00"}', '2024-01-01T17:00:00Z', false],
  ['a limit with an offset', '{type: TimeBetween, after: "09:00+02:00"}', '2024-01-01T07:30:00Z', true],
  ['over midnight, late', '{type: TimeBetween, after: "22:00", before: "06:00"}', '2024-01-01T23:00:00Z', true],
  ['over midnight, at noon', '{type: TimeBetween, after: "22:00", before: "06:00"}', '2024-01-01T12:00:00Z', false],
  [
    'an expression',
    '{type: Expression, expression: "{{ trigger.date | date(\'MM\') == vars.wanted }}"}',
    '2024-12-01T00:00:00Z',
    true,
  ],
  ['a blank text', '{type: Expression, expression: " "}', '2024-12-01T00:00:00Z', false],
  ['the word false', '{type: Expression, expression: "{{ 1 > 2 }}"}', '2024-12-01T00:00:00Z', false],
  ['the own flow', '{type: FlowCondition, namespace: company.team, flowId: f}', '2024-12-01T00:00:00Z', true],
  [
    'the own namespace',
    '{type: FlowNamespaceCondition, namespace: company, prefix: true}',
    '2024-12-01T00:00:00Z',
    true,
  ],
  ['an older name', '{type: WeekendCondition}', '2024-01-06T00:00:00Z', true],
])('dates: %s: %s at %s is %s', async (_, conditions, date, expected) => {
  const flow = await flowWith('Schedule, cron: "0 0 * * *"', conditions);
  expect(await judge(flow, await hostOf(), date)).toBe(expected);
});

test.each([
  ['{type: DateTimeBetween}', 'expected "after", "before" or both, got neither'],
  [
    '{type: Weekend, date: soon}',
    'date: expected an ISO 8601 date or date-time such as 2024-01-31T09:00:00Z, got "soon"',
  ],
  ['{type: TimeBetween, after: "25:00"}', 'after: expected a time of day such as 16:30 or 16:30:00+02:00, got "25:00"'],
  ['{type: PublicHoliday, country: ZZ}', 'expected the code of a country whose holidays are known, got "ZZ"'],
  ['{type: PublicHoliday, country: DE, subDivision: XX}', 'expected a part of DE, got "XX"'],
  ['{type: Not, conditions: [{type: Expression, expression: "{{ nobody }}"}]}', 'nobody'],
])('%s cannot be judged: %s', async (conditions, message) => {
  const flow = await flowWith('Schedule, cron: "0 0 * * *"', conditions);
  await expect(judge(flow, await hostOf(), '2024-01-01T00:00:00Z')).rejects.toMatchObject({
    code: 'CONDITION_FAILED',
    message: expect.stringContaining(message) as string,
  });
});

const ended = toyExecution({
  namespace: 'company.data',
  flowId: 'load',
  labels: { team: 'sales', size: '3' },
  outputs: Object.assign(newMap(), { rows: 5 }),
});
const attempt = (state: 'FAILED' | 'SUCCESS') => ({ state: toyState(state), logFile: 'x' });
const retried: Execution = {
  ...ended,
  taskRunList: [toyTaskRun('t', { attempts: [attempt('FAILED'), attempt('SUCCESS')] })],
};

test.each([
  ['{type: ExecutionFlow, namespace: company.data, flowId: load}', ended, true],
  ['{type: ExecutionFlow, namespace: company.data, flowId: other}', ended, false],
  ['{type: ExecutionNamespace, namespace: company.data}', ended, true],
  ['{type: ExecutionNamespace, namespace: company}', ended, false],
  ['{type: ExecutionNamespace, namespace: company, prefix: true}', ended, true],
  ['{type: ExecutionNamespace, namespace: data, comparison: SUFFIX}', ended, true],
  ['{type: ExecutionStatus, in: [SUCCESS, WARNING]}', ended, true],
  ['{type: ExecutionStatus, notIn: [SUCCESS]}', ended, false],
  ['{type: ExecutionStatus}', ended, true],
  ['{type: ExecutionLabels, labels: {team: sales, size: 3}}', ended, true],
  ['{type: ExecutionLabels, labels: [{key: team, value: sales}]}', ended, true],
  ['{type: ExecutionLabels, labels: {team: sales, other: x}}', ended, false],
  ['{type: ExecutionOutputs, expression: "{{ trigger.outputs.rows > 4 }}"}', ended, true],
  ['{type: ExecutionOutputs, expression: "true"}', { ...ended, outputs: newMap() }, false],
  ['{type: HasRetryAttempt}', ended, false],
  ['{type: HasRetryAttempt}', retried, true],
  ['{type: HasRetryAttempt, in: [KILLED]}', retried, false],
  ['{type: HasRetryAttempt, notIn: [SUCCESS]}', retried, true],
  ['{type: FlowCondition, namespace: company.data, flowId: load}', ended, true],
  ['{type: FlowNamespaceCondition, namespace: company.data}', ended, true],
  ["{type: Expression, expression: \"{{ execution.state == 'SUCCESS' and labels.team == 'sales' }}\"}", ended, true],
  ['{type: Not, conditions: [{type: ExecutionStatus, in: [FAILED]}]}', ended, true],
])('executions: %s', async (conditions, execution, expected) => {
  const flow = await flowWith('Flow', conditions);
  expect(await judge(flow, await hostOf(), '2024-01-01T00:00:00Z', execution)).toBe(expected);
});

const both = (more: string): string =>
  `{type: MultipleCondition, id: both, ${more} conditions: {a: {type: ExecutionFlow, namespace: company.data, flowId: a}, b: {type: ExecutionFlow, namespace: company.data, flowId: b}}}`;

test.each([
  ['the default is a day', '', ['a 01T08', 'b 01T09', 'b 01T10', 'a 01T11'], [false, true, false, true]],
  ['at midnight all is forgotten', '', ['a 01T23', 'b 02T00', 'a 02T01'], [false, false, true]],
  ['others do not count', '', ['a 01T08', 'x 01T09', 'b 01T10'], [false, false, true]],
  [
    'each further one',
    'resetOnSuccess: false,',
    ['a 01T08', 'b 01T09', 'b 01T10', 'x 01T11'],
    [false, true, true, false],
  ],
  ['windows of hours', 'timeWindow: {window: PT6H},', ['a 01T05', 'b 01T06', 'a 01T11'], [false, false, true]],
  [
    'windows that begin later',
    'timeWindow: {window: PT6H, windowAdvance: PT3H},',
    ['a 01T05', 'b 01T06', 'a 01T09'],
    [false, true, false],
  ],
  ['the older spelling', 'window: PT6H, windowAdvance: PT3H,', ['a 01T05', 'b 01T06'], [false, true]],
  [
    'the last hours',
    'timeWindow: {type: SLIDING_WINDOW, window: PT2H},',
    ['a 01T23', 'b 02T01', 'a 02T04', 'b 02T07'],
    [false, true, false, false],
  ],
  [
    'until a deadline',
    'sla: {type: DAILY_TIME_DEADLINE, deadline: "09:00:00"},',
    ['a 01T08', 'b 01T09', 'b 02T08'],
    [false, false, false],
  ],
  [
    'from one time to another',
    'timeWindow: {type: DAILY_TIME_WINDOW, startTime: "06:00:00", endTime: "09:00:00"},',
    ['a 01T05', 'a 01T06', 'b 01T09'],
    [false, false, true],
  ],
])('MultipleCondition: %s', async (_, more, events, expected) => {
  const flow = await flowWith('Flow', both(more));
  const host = await hostOf();
  const results: boolean[] = [];
  for (const event of events) {
    const [flowId = '', hour = ''] = event.split(' ');
    results.push(await judge(flow, host, `2024-01-${hour}:00:00Z`, { ...ended, flowId }));
  }
  expect(results).toEqual(expected);
});

test('when: a template beside the conditions', async () => {
  const flow = await flowWith('Schedule, cron: "0 0 * * *", when: "{{ isWeekend(trigger.date) }}"', '');
  const host = await hostOf();
  expect(await judge(flow, host, '2024-01-06T00:00:00Z')).toBe(true);
  expect(await judge(flow, host, '2024-01-05T00:00:00Z')).toBe(false);
});
