import { TaskError } from '../../../contract/errors.ts';
import { defineFlowable, type FlowableScope } from '../../../contract/flowable.ts';
import { deprecated, durationText, inputList, taskList, taskOf, Type } from '../../../contract/schema.ts';
import type { State } from '../../../contract/states.ts';
import { readDuration } from '../../../plugin-kit/read-duration.ts';
import type { Value, ValueMap } from '../../../util/values.ts';

/** What becomes of the task run when the time of the pause is over. */
const ends = { RESUME: 'SUCCESS', WARN: 'WARNING', FAIL: 'FAILED', CANCEL: 'CANCELLED' } as const;

/** Holds the execution until somebody resumes it, or for a time. */
export const pause = defineFlowable({
  type: 'io.kestra.plugin.core.flow.Pause',
  aliases: ['io.kestra.core.tasks.flows.Pause'],
  title: 'Hold the execution until somebody resumes it, or for a while.',
  description:
    'Without a duration the run ends as PAUSED (exit status 3) once nothing else runs; its journal is kept, and ' +
    '`gitphony executions resume ID -i key=value` goes on with it, at any time and as often as it takes. On GitHub the job ends, and resuming is a dispatch with the run’s number. With a duration ' +
    'the process waits. A `timeout` counts from the pause: who resumes later than that fails the task.',
  properties: Type.Object({
    pauseDuration: Type.Optional(
      durationText({ description: 'How long to wait. Default: until somebody resumes it.' }),
    ),
    delay: Type.Optional(deprecated('use `pauseDuration`', durationText({ description: 'How long to wait.' }))),
    behavior: Type.Optional(
      Type.Unsafe<keyof typeof ends>({
        type: 'string',
        enum: Object.keys(ends),
        default: 'RESUME',
        description:
          'What happens when the duration is over: RESUME goes on, WARN goes on with a WARNING, FAIL fails the task, CANCEL ends the execution as CANCELLED.',
      }),
    ),
    onResume: Type.Optional(
      inputList({ description: 'Inputs that whoever resumes it gives; they become `outputs.<task>.onResume`.' }),
    ),
    onPause: Type.Optional(
      taskOf({ description: 'A task to run when the pause begins, for instance to tell somebody.' }),
    ),
    tasks: Type.Optional(
      deprecated('put the tasks behind the Pause', taskList({ description: 'Tasks to run afterwards.' })),
    ),
  }),
  outputs: Type.Object({
    resumed: Type.Object(
      {
        on: Type.String({ description: 'When it ended, as an ISO 8601 instant.' }),
        to: Type.String({ description: 'The state that it ended in; KILLING for a kill.' }),
      },
      { description: 'How the pause ended.' },
    ),
    onResume: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'The inputs that were given when it was resumed.' }),
    ),
  }),
  examples: [
    {
      title: 'Ask somebody before going on',
      code: `id: approval
namespace: company.team
tasks:
  - id: wait_for_approval
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: approved
        type: BOOLEAN
        description: Load the data?
      - id: reason
        type: STRING
        defaults: none given
  - id: load
    type: io.kestra.plugin.core.log.Log
    runIf: "{{ outputs.wait_for_approval.onResume.approved }}"
    message: "Approved: {{ outputs.wait_for_approval.onResume.reason }}"
`,
    },
    {
      title: 'Wait half a minute',
      code: `id: patience
namespace: company.team
tasks:
  - id: wait
    type: io.kestra.plugin.core.flow.Pause
    pauseDuration: PT30S
  - id: go
    type: io.kestra.plugin.core.log.Log
    message: Ready
`,
    },
  ],
  outputsWhenKilled: (at) => ({ resumed: { on: at.toISOString(), to: 'KILLING' } }),
  async run({ pauseDuration, delay, behavior = 'RESUME' }, scope) {
    const time = pauseDuration ?? delay;
    const duration = time === undefined ? undefined : readDuration('pauseDuration', time);
    await runBefore(scope);
    const end = await waitOrTellKill(scope, duration, behavior === 'CANCEL');
    if (end.by === 'time') return endByTime(scope, behavior, time);
    await refuseLate(scope, end.pausedAt);
    const outputs: ValueMap = { resumed: resumed('SUCCESS') };
    if (Object.keys(end.inputs).length > 0) outputs['onResume'] = end.inputs;
    scope.setOutputs(outputs);
    return { state: await scope.sequence(scope.node.children['tasks'] ?? []) };
  },
});

/** On a resume it has ended already: its record answers. */
async function runBefore(scope: FlowableScope): Promise<void> {
  const before = scope.node.children['onPause'] ?? [];
  if (before.length === 0) return;
  const state = await scope.sequence(before);
  if (state === 'FAILED') {
    throw new TaskError('ON_PAUSE_FAILED', 'the task of onPause failed: nobody would know of the pause', {
      retryable: false,
    });
  }
}

async function waitOrTellKill(scope: FlowableScope, duration: number | undefined, cancels: boolean) {
  try {
    return await scope.pause({ cancels, ...(duration === undefined ? {} : { duration }) });
  } catch (error) {
    if (scope.signal.aborted) scope.setOutputs({ resumed: resumed('KILLING') });
    throw error;
  }
}

async function endByTime(scope: FlowableScope, behavior: keyof typeof ends, time: string | undefined) {
  const state = ends[behavior];
  const outputs = { resumed: resumed(state) };
  scope.setOutputs(outputs);
  if (state === 'FAILED') {
    throw new TaskError('PAUSE_OVER', `nobody resumed it within ${String(time)}, and its behavior is FAIL`, {
      retryable: false,
    });
  }
  if (state === 'CANCELLED') return { state };
  const after = await scope.sequence(scope.node.children['tasks'] ?? []);
  return { state: after === 'SUCCESS' ? state : after };
}

/** The process that could have watched the clock has long ended. */
async function refuseLate(scope: FlowableScope, pausedAt: number): Promise<void> {
  const { timeout } = scope.node;
  if (timeout === undefined) return;
  const text = await scope.render(timeout);
  if (Date.now() - pausedAt <= readDuration('timeout', text)) return;
  scope.setOutputs({ resumed: resumed('FAILED') });
  throw new TaskError('TIMEOUT', `expected somebody to resume it within ${text} (its timeout), it took longer`, {
    retryable: false,
  });
}

function resumed(to: State): Record<string, Value> {
  return { on: new Date().toISOString(), to };
}
