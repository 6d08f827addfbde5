import { defineFlowable } from '../../../contract/flowable.ts';
import { taskList, Type } from '../../../contract/schema.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';

/** Runs its tasks one after another; a failure ends the block, but is only a warning around it. */
export const allowFailure = defineFlowable({
  type: 'io.kestra.plugin.core.flow.AllowFailure',
  aliases: ['io.kestra.core.tasks.flows.AllowFailure'],
  title: 'Run tasks one after another, and go on behind them whatever happens.',
  description:
    'A failing task ends the block: the task stays FAILED, the block is a WARNING, and the flow goes on. The block’s own ' +
    '`errors` run as usual. For a single task, its property `allowFailure` does the same.',
  properties: Type.Object({ tasks: { ...taskList({ description: 'The tasks, in order.' }), minItems: 1 } }),
  outputs: noOutputs,
  examples: [
    {
      title: 'Tell that it failed, and go on',
      code: `id: optional
namespace: company.team
tasks:
  - id: try
    type: io.kestra.plugin.core.flow.AllowFailure
    tasks:
      - id: break
        type: io.kestra.plugin.core.execution.Fail
    errors:
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: It did not work this time
  - id: go_on
    type: io.kestra.plugin.core.log.Log
    message: Going on
`,
    },
  ],
  conclude: (worst) => (worst === 'FAILED' ? 'WARNING' : worst),
  async run({ tasks }, scope) {
    return { state: await scope.sequence(tasks) };
  },
});
