import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { isTruthy } from '../../../plugin-kit/is-truthy.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';

/** Fails unless all its conditions hold. */
export const assert = defineTask({
  type: 'io.kestra.plugin.core.execution.Assert',
  title: 'Fail unless all conditions hold.',
  description:
    'Every condition is looked at, and each that does not hold is logged. Reports the metrics `success` and `failed`.',
  properties: Type.Object({
    conditions: selfRendered(
      Type.Array(Type.String(), { description: 'Conditions; `false`, `0`, `-0` and an empty text do not hold.' }),
    ),
    errorMessage: Type.Optional(Type.String({ description: 'Added to the message of the failure.' })),
  }),
  outputs: noOutputs,
  examples: [
    {
      title: 'Check what came in',
      code: `id: checked
namespace: company.team
inputs:
  - id: year
    type: INT
    defaults: 2019
tasks:
  - id: plausible
    type: io.kestra.plugin.core.execution.Assert
    conditions:
      - "{{ inputs.year >= 2009 }}"
      - "{{ inputs.year <= 2030 }}"
    errorMessage: The year is not one of the data
`,
    },
  ],
  async run({ conditions, errorMessage }, context) {
    let failed = 0;
    for (const condition of conditions) if (!(await holds(condition, context))) failed++;
    context.metric({ name: 'success', type: 'counter', value: conditions.length - failed });
    context.metric({ name: 'failed', type: 'counter', value: failed });
    if (failed === 0) return {};
    const summary = `${failed} assertion${failed > 1 ? 's' : ''} failed!`;
    throw new TaskError('ASSERTION_FAILED', errorMessage === undefined ? summary : `${summary}\n${errorMessage}`);
  },
});

async function holds(condition: string, context: RunContext): Promise<boolean> {
  try {
    if (isTruthy(await context.render(condition))) return true;
    context.log.error(`Assertion \`${condition}\` failed!`);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    context.log.error(`Assertion \`${condition}\` failed, it cannot be rendered: ${detail}`);
  }
  return false;
}
