import { type ConditionContext, defineCondition } from '../../../contract/condition.ts';
import { GitphonyError } from '../../../contract/errors.ts';
import type { ConditionNode } from '../../../contract/flow.ts';
import { deprecated, conditionMap, durationText, fixed, type Static, Type } from '../../../contract/schema.ts';
import { readMoment } from '../../../plugin-kit/condition-date.ts';
import {
  currentState,
  printWindowState,
  readWindowState,
  type TimeWindow,
  type WindowState,
} from '../../../plugin-kit/condition-window.ts';
import { readDuration } from '../../../plugin-kit/read-duration.ts';
import { localTime } from '../../../plugin-kit/time-of-day.ts';

const timeWindow = Type.Object(
  {
    type: Type.Optional(
      Type.Union(
        [
          Type.Literal('DURATION_WINDOW'),
          Type.Literal('SLIDING_WINDOW'),
          Type.Literal('DAILY_TIME_DEADLINE'),
          Type.Literal('DAILY_TIME_WINDOW'),
        ],
        {
          default: 'DURATION_WINDOW',
          description:
            'DURATION_WINDOW: stretches of `window`, one behind the other from midnight (+ `windowAdvance`) on; SLIDING_WINDOW: the last `window`; DAILY_TIME_DEADLINE: from midnight to `deadline`; DAILY_TIME_WINDOW: from `startTime` to `endTime`.',
        },
      ),
    ),
    window: Type.Optional(durationText({ description: 'Length of the window. Default: P1D.' })),
    windowAdvance: Type.Optional(durationText({ description: 'How much later than midnight windows begin.' })),
    deadline: Type.Optional(Type.String({ description: 'A time of the day such as `09:00:00`.' })),
    startTime: Type.Optional(Type.String({ description: 'A time of the day such as `06:00:00`.' })),
    endTime: Type.Optional(Type.String({ description: 'A time of the day such as `09:00:00`.' })),
  },
  { additionalProperties: false, description: 'The time in which all must have come true. Default: each day.' },
);

/** Holds once each of several conditions has come true within a window of time. */
export const multipleCondition = defineCondition({
  type: 'io.kestra.plugin.core.condition.MultipleCondition',
  aliases: ['io.kestra.core.models.conditions.types.MultipleCondition'],
  title: 'Holds once each of several conditions has come true within a window of time.',
  description:
    'What came true is remembered between executions, apart for each trigger. It is judged at each execution that ends: one that makes none of the conditions true never makes it hold.',
  properties: Type.Object(
    {
      id: fixed(
        Type.String({
          pattern: '^[a-zA-Z0-9][a-zA-Z0-9_-]*$',
          description: 'A name for what is remembered, unique in the flow.',
        }),
      ),
      description: Type.Optional(fixed(Type.String({ description: 'What it waits for, for readers.' }))),
      conditions: conditionMap({ description: 'The conditions by a name of yours.' }),
      timeWindow: Type.Optional(fixed(timeWindow)),
      sla: Type.Optional(deprecated('use `timeWindow`', fixed(timeWindow))),
      window: Type.Optional(
        deprecated('use `timeWindow.window`', fixed(durationText({ description: 'Of a DURATION_WINDOW.' }))),
      ),
      windowAdvance: Type.Optional(
        deprecated('use `timeWindow.windowAdvance`', fixed(durationText({ description: 'Of a DURATION_WINDOW.' }))),
      ),
      resetOnSuccess: Type.Optional(
        fixed(
          Type.Boolean({
            default: true,
            description:
              'Forget what came true once all did. If false, each further condition that comes true in the window makes it hold again.',
          }),
        ),
      ),
    },
    { 'x-about': 'execution' },
  ),
  examples: [
    {
      title: 'Once both loads of a day are done',
      code: `id: after_both
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "Both loads are done, last {{ trigger.flowId }}"
triggers:
  - id: both
    type: io.kestra.plugin.core.trigger.Flow
    states: [SUCCESS]
    conditions:
      - type: io.kestra.plugin.core.condition.MultipleCondition
        id: loads
        timeWindow:
          type: DAILY_TIME_DEADLINE
          deadline: "09:00:00"
        conditions:
          yellow:
            type: io.kestra.plugin.core.condition.ExecutionFlow
            namespace: company.team
            flowId: load_yellow
          green:
            type: io.kestra.plugin.core.condition.ExecutionFlow
            namespace: company.team
            flowId: load_green
`,
    },
  ],
  remembers: true,
  holdsForFlow: (_flow, _authored, inside) => (inside.every((one) => one === false) ? false : undefined),
  async test({ id, conditions, timeWindow: newer, sla, window, windowAdvance, resetOnSuccess }, context) {
    const spec = readWindow(newer ?? sla ?? { window, windowAdvance });
    const moment = readMoment(context.date);
    const memory = context.memory(id);
    const state = currentState(spec, moment, readWindowState(await memory.read()));
    if (state === undefined) return false;
    const now = await namesThatHold(conditions, context);
    if (now.length === 0) return false;
    const met = { ...state.met, ...Object.fromEntries(now.map((name) => [name, moment.instant])) };
    const holds = Object.keys(conditions).every((name) => Object.hasOwn(met, name));
    const next: WindowState = holds && resetOnSuccess !== false ? { ...state, met: {} } : { ...state, met };
    await memory.write(printWindowState(next));
    return holds;
  },
});

async function namesThatHold(
  conditions: Readonly<Record<string, ConditionNode>>,
  context: ConditionContext,
): Promise<string[]> {
  const names: string[] = [];
  for (const [name, node] of Object.entries(conditions)) if (await context.test(node)) names.push(name);
  return names;
}

const DAY = 'P1D';

function readWindow(given: Partial<Static<typeof timeWindow>>): TimeWindow {
  const { type = 'DURATION_WINDOW', window = DAY, windowAdvance, deadline, startTime, endTime } = given;
  const need = (name: string, text: string | undefined): string => {
    if (text !== undefined) return localTime(text, name);
    throw new GitphonyError('CONDITION_INCOMPLETE', `expected "${name}" in the time window of type ${type}, got none`);
  };
  switch (type) {
    case 'DAILY_TIME_DEADLINE':
      return { type, deadline: need('deadline', deadline) };
    case 'DAILY_TIME_WINDOW':
      return { type, startTime: need('startTime', startTime), endTime: need('endTime', endTime) };
    default: {
      const length = readDuration('window', window);
      if (length <= 0) throw new GitphonyError('CONDITION_INCOMPLETE', `window: expected more than 0, got "${window}"`);
      if (type === 'SLIDING_WINDOW') return { type, window: length };
      return {
        type,
        window: length,
        advance: windowAdvance === undefined ? 0 : readDuration('windowAdvance', windowAdvance),
      };
    }
  }
}
