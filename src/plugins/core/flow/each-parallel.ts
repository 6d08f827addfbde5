import { defineFlowable, worstState } from '../../../contract/flowable.ts';
import { fixed, selfRendered, taskList, Type } from '../../../contract/schema.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';
import type { Value } from '../../../util/values.ts';
import { renderLoopValues } from './loop-values.ts';

/** Every task for every value, side by side. */
export const eachParallel = defineFlowable({
  type: 'io.kestra.plugin.core.flow.EachParallel',
  aliases: ['io.kestra.core.tasks.flows.EachParallel'],
  deprecated: 'use io.kestra.plugin.core.flow.ForEach with concurrencyLimit: 0',
  title: 'Run every task for every value, side by side.',
  description:
    'Unlike ForEach, the tasks of one value do not wait for each other either: put them into a Sequential where they should. ' +
    'The first failure stops what runs beside it.',
  properties: Type.Object({
    value: selfRendered(Type.Unsafe<Value>({ description: 'A list, or a template that renders to a JSON list.' })),
    concurrent: fixed(
      Type.Optional(
        Type.Integer({
          minimum: 0,
          default: 0,
          description: 'How many tasks run at once; 0: all, whatever their number.',
        }),
      ),
    ),
    tasks: { ...taskList({ description: 'The tasks for each value.' }), minItems: 1 },
  }),
  outputs: noOutputs,
  examples: [
    {
      title: 'Two values at once',
      code: `id: colours
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.EachParallel
    value: ["green", "yellow"]
    tasks:
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: "{{ taskrun.value }}"
`,
    },
  ],
  async run({ value, concurrent = 0, tasks }, scope) {
    const values = await renderLoopValues(scope, 'value', value);
    const branches = values.flatMap((text, iteration) =>
      tasks.map((task) => () => scope.sequence([task], { value: text, iteration })),
    );
    return { state: worstState(await scope.parallel(branches, { limit: concurrent })) };
  },
});
