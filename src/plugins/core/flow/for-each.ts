import { defineFlowable } from '../../../contract/flowable.ts';
import { fixed, selfRendered, taskList, Type } from '../../../contract/schema.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';
import type { Value } from '../../../util/values.ts';
import { renderLoopValues } from './loop-values.ts';
import { runTurns } from './run-turns.ts';

/** Runs its tasks once for each value of a list. */
export const forEach = defineFlowable({
  type: 'io.kestra.plugin.core.flow.ForEach',
  title: 'Run tasks once for each value of a list.',
  description:
    'The tasks read the value as `taskrun.value` (always a text: maps and lists are JSON, read them by `fromJson`) and its ' +
    'number, from 0, as `taskrun.iteration`. Tasks inside a block of the loop read them as `parent.taskrun.value`; with ' +
    'nested loops `parents` holds the looped blocks around, the nearest first. Outputs are keyed by value: ' +
    '`outputs.load[taskrun.value].uri` inside the loop, `outputs.load["2024-01"].uri` behind it.\n\n' +
    'For each value the tasks run one after another. The first failure ends the loop; turns that run beside it are stopped. ' +
    'A null among the values fails the task, equal values count once.',
  properties: Type.Object({
    values: selfRendered(
      Type.Unsafe<Value>({
        description:
          'A list, or a template that renders to a JSON list. A map is refused when it runs: take its `keys`.',
      }),
    ),
    concurrencyLimit: fixed(
      Type.Optional(
        Type.Integer({
          minimum: 0,
          default: 1,
          description: 'How many values are worked on at once; 1: one after another, 0: all.',
        }),
      ),
    ),
    tasks: { ...taskList({ description: 'The tasks for each value, in order.' }), minItems: 1 },
  }),
  outputs: noOutputs,
  examples: [
    {
      title: 'A list, one value after another',
      code: `id: months
namespace: company.team
tasks:
  - id: each_month
    type: io.kestra.plugin.core.flow.ForEach
    values: ["2024-01", "2024-02", "2024-03"]
    tasks:
      - id: name
        type: io.kestra.plugin.core.debug.Return
        format: yellow_tripdata_{{ taskrun.value }}.csv
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: "{{ taskrun.iteration }}: {{ outputs.name[taskrun.value].value }}"
`,
    },
    {
      title: 'Maps, four at once',
      code: `id: tables
namespace: company.team
inputs:
  - id: tables
    type: JSON
    defaults: '[{"name": "trips", "rows": 10}, {"name": "zones", "rows": 2}]'
tasks:
  - id: each_table
    type: io.kestra.plugin.core.flow.ForEach
    values: "{{ inputs.tables }}"
    concurrencyLimit: 4
    tasks:
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: "{{ fromJson(taskrun.value).name }} has {{ fromJson(taskrun.value).rows }} rows"
`,
    },
  ],
  async run({ values, concurrencyLimit = 1, tasks }, scope) {
    const texts = await renderLoopValues(scope, 'values', values);
    return { state: await runTurns(scope, tasks, texts, concurrencyLimit) };
  },
});
