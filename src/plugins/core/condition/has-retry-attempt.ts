import { defineCondition } from '../../../contract/condition.ts';
import { Type } from '../../../contract/schema.ts';
import { judgedExecution } from '../../../plugin-kit/judged-execution.ts';
import { stateName } from '../../../plugin-kit/state-name.ts';

const state = stateName('A state of an attempt.');

/** Holds after executions of which a task run was tried more than once. */
export const hasRetryAttempt = defineCondition({
  type: 'io.kestra.plugin.core.condition.HasRetryAttempt',
  aliases: [
    'io.kestra.plugin.core.condition.HasRetryAttemptCondition',
    'io.kestra.core.models.conditions.types.HasRetryAttemptCondition',
  ],
  title: 'Holds after executions of which a task run was tried more than once.',
  properties: Type.Object(
    {
      in: Type.Optional(Type.Array(state, { description: 'Only attempts that ended in one of these states count.' })),
      notIn: Type.Optional(
        Type.Array(state, { description: 'Attempts that ended in one of these states do not count.' }),
      ),
    },
    { 'x-about': 'execution' },
  ),
  examples: [
    {
      title: 'After executions that needed a retry',
      code: `id: after_retries
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.HasRetryAttempt
        in:
          - FAILED
`,
    },
  ],
  test({ in: wanted, notIn: unwanted }, context) {
    return judgedExecution(context).taskRunList.some(
      ({ attempts }) =>
        attempts.length > 1 &&
        attempts.some(
          ({ state: { current } }) => wanted?.includes(current) !== false && unwanted?.includes(current) !== true,
        ),
    );
  },
});
