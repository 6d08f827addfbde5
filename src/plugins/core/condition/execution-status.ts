import { defineCondition } from '../../../contract/condition.ts';
import { Type } from '../../../contract/schema.ts';
import { judgedExecution } from '../../../plugin-kit/judged-execution.ts';
import { stateName } from '../../../plugin-kit/state-name.ts';

const state = stateName('A state of an execution.');

/** Holds after executions that ended in given states. */
export const executionStatus = defineCondition({
  type: 'io.kestra.plugin.core.condition.ExecutionStatus',
  aliases: [
    'io.kestra.plugin.core.condition.ExecutionStatusCondition',
    'io.kestra.core.models.conditions.types.ExecutionStatusCondition',
  ],
  title: 'Holds after executions that ended in given states.',
  properties: Type.Object(
    {
      in: Type.Optional(Type.Array(state, { description: 'The state is one of these.' })),
      notIn: Type.Optional(Type.Array(state, { description: 'The state is none of these.' })),
    },
    { 'x-about': 'execution' },
  ),
  examples: [
    {
      title: 'After failures',
      code: `id: after_failures
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.ExecutionStatus
        in:
          - FAILED
          - KILLED
`,
    },
  ],
  test({ in: wanted, notIn: unwanted }, context) {
    const { current } = judgedExecution(context).state;
    return wanted?.includes(current) !== false && unwanted?.includes(current) !== true;
  },
});
