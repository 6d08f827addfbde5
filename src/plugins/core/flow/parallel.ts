import { defineFlowable, worstState } from '../../../contract/flowable.ts';
import { fixed, taskList, Type } from '../../../contract/schema.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';

/** Runs its tasks side by side. */
export const parallel = defineFlowable({
  type: 'io.kestra.plugin.core.flow.Parallel',
  aliases: ['io.kestra.core.tasks.flows.Parallel'],
  title: 'Run tasks side by side.',
  description:
    'The block ends when all tasks have, or at the first failure: tasks that still run beside it are stopped and end FAILED. ' +
    'Put tasks that belong after one another into a Sequential.',
  properties: Type.Object({
    concurrent: fixed(
      Type.Optional(
        Type.Integer({
          minimum: 0,
          default: 0,
          description: 'How many tasks run at once, begun in the order written; 0: all.',
        }),
      ),
    ),
    tasks: { ...taskList({ description: 'The tasks; each is a branch of its own.' }), minItems: 1 },
  }),
  outputs: noOutputs,
  examples: [
    {
      title: 'Two downloads at once',
      code: `id: both
namespace: company.team
tasks:
  - id: side_by_side
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - id: green
        type: io.kestra.plugin.core.log.Log
        message: Green taxis
      - id: yellow
        type: io.kestra.plugin.core.flow.Sequential
        tasks:
          - id: yellow_first
            type: io.kestra.plugin.core.log.Log
            message: Yellow taxis, first half
          - id: yellow_second
            type: io.kestra.plugin.core.log.Log
            message: Yellow taxis, second half
`,
    },
  ],
  async run({ concurrent = 0, tasks }, scope) {
    const branches = tasks.map((task) => () => scope.sequence([task]));
    return { state: worstState(await scope.parallel(branches, { limit: concurrent })) };
  },
});
