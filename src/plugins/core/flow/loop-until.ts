import { defineFlowable, type FlowableScope } from '../../../contract/flowable.ts';
import { durationText, selfRendered, taskList, Type } from '../../../contract/schema.ts';
import { isFailure, type TerminalState } from '../../../contract/states.ts';
import { isTruthy } from '../../../plugin-kit/is-truthy.ts';
import { readDuration } from '../../../plugin-kit/read-duration.ts';
import { isMap } from '../../../util/values.ts';

/** Runs its tasks again and again, until a condition holds. */
export const loopUntil = defineFlowable({
  type: 'io.kestra.plugin.core.flow.LoopUntil',
  aliases: ['io.kestra.plugin.core.flow.WaitFor'],
  title: 'Run tasks again and again, until a condition holds.',
  description:
    'The condition is rendered after each turn and reads the outputs of that turn; `false`, `0`, `-0` and an empty text mean ' +
    'another turn, after `interval`. Meanwhile the execution is PAUSED. Only the last turn’s task runs are kept.\n\n' +
    '`outputs.<id>.iterationCount` is the number of the turn while it runs, from 1. A condition on it is also tried with the ' +
    'number of the next turn, and so is `maxIterations`: both as a Kestra server does it, so that ' +
    '`{{ outputs.again.iterationCount >= 3 }}` holds after two turns and the count is 3 then.',
  properties: Type.Object({
    condition: selfRendered(
      Type.Union([Type.String(), Type.Boolean(), Type.Number()], {
        description: 'When to stop, e.g. `{{ outputs.ask.code == 200 }}`.',
      }),
    ),
    failOnMaxReached: Type.Optional(
      Type.Boolean({ default: false, description: 'Whether to fail where a limit ends the loop.' }),
    ),
    checkFrequency: Type.Optional(
      Type.Object(
        {
          interval: Type.Optional(durationText({ description: 'Between two turns.', default: 'PT1M' })),
          maxIterations: Type.Optional(Type.Integer({ minimum: 1, description: 'Turns at most. Default: no limit.' })),
          maxDuration: Type.Optional(
            durationText({ description: 'Since the task run began; no turn begins after it. Default: no limit.' }),
          ),
        },
        { additionalProperties: false, description: 'How often, and how long at most.' },
      ),
    ),
    tasks: { ...taskList({ description: 'The tasks of a turn, in order.' }), minItems: 1 },
  }),
  outputs: Type.Object({ iterationCount: Type.Integer({ description: 'The number of turns; see above.' }) }),
  examples: [
    {
      title: 'Ask until the answer is there',
      code: `id: wait_for_report
namespace: company.team
tasks:
  - id: poll
    type: io.kestra.plugin.core.flow.LoopUntil
    condition: "{{ outputs.ask.value == 'done' }}"
    checkFrequency:
      interval: PT10S
      maxIterations: 30
    failOnMaxReached: true
    tasks:
      - id: ask
        type: io.kestra.plugin.core.debug.Return
        format: done
`,
    },
  ],
  async run({ condition, failOnMaxReached = false, checkFrequency = {}, tasks }, scope) {
    const template = String(condition);
    const interval = readDuration('checkFrequency.interval', checkFrequency.interval ?? 'PT1M');
    const limits: Limits = {
      turns: checkFrequency.maxIterations ?? Number.POSITIVE_INFINITY,
      end: endOf(scope, checkFrequency.maxDuration),
    };
    // What an earlier process recorded is the turn that it was in, or waited for.
    let count = recordedCount(scope.recordedOutputs) ?? 1;
    scope.setOutputs({ iterationCount: count });
    for (;;) {
      if (count > 1) scope.turns.keepOnly(count - 1);
      const state = await scope.sequence(tasks, { iteration: count - 1 });
      if (isFailure(state)) return { state, outputs: { iterationCount: count } };
      // Twice, with this turn's number and with the next: see the description.
      for (const reached of [count, count + 1]) {
        scope.setOutputs({ iterationCount: reached });
        const end = await endState(scope, template, limits, reached, failOnMaxReached ? 'FAILED' : state);
        if (end !== undefined) return { state: end === 'done' ? state : end, outputs: { iterationCount: reached } };
      }
      count += 1;
      await scope.turns.wait(interval);
    }
  },
});

interface Limits {
  readonly turns: number;
  /** Milliseconds since 1970. */
  readonly end: number;
}

/** Undefined where another turn is due; `done` where the condition holds. */
async function endState(
  scope: FlowableScope,
  condition: string,
  limits: Limits,
  count: number,
  whenReached: TerminalState,
): Promise<TerminalState | 'done' | undefined> {
  const reached = reachedLimit(limits, count);
  if (reached !== undefined) {
    scope.log.warn(reached);
    return whenReached;
  }
  return isTruthy(await scope.render(condition)) ? 'done' : undefined;
}

function reachedLimit({ turns, end }: Limits, count: number): string | undefined {
  if (count > turns) return 'Max iterations reached';
  return Date.now() > end ? 'Max duration reached' : undefined;
}

function endOf(scope: FlowableScope, maxDuration: string | undefined): number {
  if (maxDuration === undefined) return Number.POSITIVE_INFINITY;
  const { taskrun } = scope.variables;
  const started = isMap(taskrun) ? taskrun['startDate'] : undefined;
  return (
    (typeof started === 'string' ? Date.parse(started) : Date.now()) +
    readDuration('checkFrequency.maxDuration', maxDuration)
  );
}

function recordedCount(outputs: unknown): number | undefined {
  if (typeof outputs !== 'object' || outputs === null || !('iterationCount' in outputs)) return undefined;
  return typeof outputs.iterationCount === 'number' ? outputs.iterationCount : undefined;
}
