import { TaskError } from '../../../contract/errors.ts';
import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';
import { isMap, newMap, type Value } from '../../../util/values.ts';
import { oneMachine } from './one-machine.ts';

/** Lets a paused execution go on. */
export const resume = defineTask({
  type: 'io.kestra.plugin.core.execution.Resume',
  aliases: ['io.kestra.core.tasks.executions.Resume'],
  title: 'Let a paused execution go on.',
  properties: Type.Object({
    executionId: Type.Optional(Type.String({ description: 'The execution. Default: the running one.' })),
    namespace: Type.Optional(Type.String({ description: 'The namespace that it has to be of.' })),
    flowId: Type.Optional(Type.String({ description: 'The flow that it has to be of.' })),
    inputs: Type.Optional(
      selfRendered(
        Type.Record(Type.String(), Type.Unknown(), { description: 'Values for the `onResume` inputs of its Pause.' }),
      ),
    ),
  }),
  outputs: noOutputs,
  github: oneMachine,
  examples: [
    {
      title: 'Approve what waits',
      code: `id: approve
namespace: company.team
inputs:
  - id: execution
    type: STRING
tasks:
  - id: resume
    type: io.kestra.plugin.core.execution.Resume
    executionId: "{{ inputs.execution }}"
    inputs:
      reason: checked
`,
    },
  ],
  async run({ executionId, namespace, flowId, inputs = {} }, context) {
    const found = await context.archive.find(executionId ?? context.execution.id);
    if ((namespace ?? found.namespace) !== found.namespace || (flowId ?? found.flowId) !== found.flowId) {
      throw new TaskError(
        'EXECUTION_OF_OTHER_FLOW',
        `expected an execution of ${namespace ?? '*'}.${flowId ?? '*'}, ${found.id} is one of ${found.namespace}.${found.flowId}`,
        { retryable: false },
      );
    }
    const rendered = await context.renderValue(inputs as Value);
    await context.archive.resume(found.id, isMap(rendered) ? rendered : newMap());
    return {};
  },
});
