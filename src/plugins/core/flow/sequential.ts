import { defineFlowable } from '../../../contract/flowable.ts';
import { taskList, Type } from '../../../contract/schema.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';

/** Runs its tasks one after another; the first failure ends it. */
export const sequential = defineFlowable({
  type: 'io.kestra.plugin.core.flow.Sequential',
  aliases: ['io.kestra.core.tasks.flows.Sequential'],
  title: 'Run tasks one after another.',
  description: 'Groups tasks, so that a block has its own state, `allowFailure`, `errors` and `timeout`.',
  properties: Type.Object({ tasks: { ...taskList({ description: 'The tasks, in order.' }), minItems: 1 } }),
  outputs: noOutputs,
  examples: [
    {
      title: 'Two steps as one block',
      code: `id: block
namespace: company.team
tasks:
  - id: prepare
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - id: first
        type: io.kestra.plugin.core.log.Log
        message: First
      - id: second
        type: io.kestra.plugin.core.log.Log
        message: Second
`,
    },
  ],
  async run(_properties, scope) {
    return { state: await scope.sequence(scope.node.children['tasks'] ?? []) };
  },
});
