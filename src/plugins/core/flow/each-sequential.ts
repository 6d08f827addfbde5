import { defineFlowable } from '../../../contract/flowable.ts';
import { selfRendered, taskList, Type } from '../../../contract/schema.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';
import type { Value } from '../../../util/values.ts';
import { renderLoopValues } from './loop-values.ts';
import { runTurns } from './run-turns.ts';

/** The old form of ForEach with one value after another. */
export const eachSequential = defineFlowable({
  type: 'io.kestra.plugin.core.flow.EachSequential',
  aliases: ['io.kestra.core.tasks.flows.EachSequential'],
  deprecated: 'use io.kestra.plugin.core.flow.ForEach',
  title: 'Run tasks once for each value, one value after another.',
  description: 'As `io.kestra.plugin.core.flow.ForEach` with `concurrencyLimit: 1`; the list stands in `value`.',
  properties: Type.Object({
    value: selfRendered(Type.Unsafe<Value>({ description: 'A list, or a template that renders to a JSON list.' })),
    tasks: { ...taskList({ description: 'The tasks for each value, in order.' }), minItems: 1 },
  }),
  outputs: noOutputs,
  examples: [
    {
      title: 'Two values',
      code: `id: colours
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.EachSequential
    value: '["green", "yellow"]'
    tasks:
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: "{{ taskrun.value }}"
`,
    },
  ],
  async run({ value, tasks }, scope) {
    return { state: await runTurns(scope, tasks, await renderLoopValues(scope, 'value', value), 1) };
  },
});
