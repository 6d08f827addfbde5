import { TaskError } from '../../../contract/errors.ts';
import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { isTruthy } from '../../../plugin-kit/is-truthy.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';
import { renderText } from '../../../plugin-kit/render-text.ts';

/** Fails on purpose. */
export const fail = defineTask({
  type: 'io.kestra.plugin.core.execution.Fail',
  aliases: ['io.kestra.core.tasks.executions.Fail'],
  title: 'Fail the execution on purpose.',
  properties: Type.Object({
    condition: Type.Optional(
      selfRendered(
        Type.Union([Type.String(), Type.Boolean(), Type.Number()], {
          description: 'Fail only where this is true. Without it, always.',
        }),
      ),
    ),
    errorMessage: Type.Optional(Type.String({ description: 'The message of the failure.', default: 'Task failure' })),
  }),
  outputs: noOutputs,
  examples: [
    {
      title: 'Fail where a check says so',
      code: `id: guard
namespace: company.team
inputs:
  - id: rows
    type: INT
    defaults: 5
tasks:
  - id: enough
    type: io.kestra.plugin.core.execution.Fail
    condition: "{{ inputs.rows < 1 }}"
    errorMessage: "No rows"
`,
    },
  ],
  async run({ condition, errorMessage = 'Task failure' }, context) {
    if (condition !== undefined && !isTruthy(await renderText(context, condition))) return {};
    throw new TaskError('FAILED_ON_PURPOSE', errorMessage);
  },
});
