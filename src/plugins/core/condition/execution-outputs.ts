import { defineCondition } from '../../../contract/condition.ts';
import { selfRendered, Type } from '../../../contract/schema.ts';
import { isTruthy } from '../../../plugin-kit/is-truthy.ts';
import { judgedExecution } from '../../../plugin-kit/judged-execution.ts';

/** Holds after executions whose outputs make an expression hold. */
export const executionOutputs = defineCondition({
  type: 'io.kestra.plugin.core.condition.ExecutionOutputs',
  aliases: [
    'io.kestra.plugin.core.condition.ExecutionOutputsCondition',
    'io.kestra.core.models.conditions.types.ExecutionOutputsCondition',
  ],
  title: 'Holds after executions whose outputs make an expression hold.',
  description: 'An execution without outputs never makes it hold.',
  properties: Type.Object(
    {
      expression: selfRendered(
        Type.String({
          description:
            'A template over `trigger.outputs`, the outputs of the flow that ended; its text decides, as in Expression.',
        }),
      ),
    },
    { 'x-about': 'execution' },
  ),
  examples: [
    {
      title: 'After loads of at least one row',
      code: `id: after_rows
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.ExecutionOutputs
        expression: "{{ trigger.outputs.rows > 0 }}"
`,
    },
  ],
  async test({ expression }, context) {
    if (Object.keys(judgedExecution(context).outputs).length === 0) return false;
    return isTruthy((await context.render(expression)).trim());
  },
});
