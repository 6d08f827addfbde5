import { defineCondition } from '../../../contract/condition.ts';
import { Type } from '../../../contract/schema.ts';
import { sameName } from '../../../plugin-kit/authored-name.ts';
import { judgedExecution } from '../../../plugin-kit/judged-execution.ts';

/** Holds after executions of one flow. */
export const executionFlow = defineCondition({
  type: 'io.kestra.plugin.core.condition.ExecutionFlow',
  aliases: [
    'io.kestra.plugin.core.condition.ExecutionFlowCondition',
    'io.kestra.core.models.conditions.types.ExecutionFlowCondition',
  ],
  title: 'Holds after executions of one flow.',
  properties: Type.Object(
    {
      namespace: Type.String({ description: 'The namespace of the flow.' }),
      flowId: Type.String({ description: 'The id of the flow.' }),
    },
    { 'x-about': 'execution' },
  ),
  examples: [
    {
      title: 'After the flow load',
      code: `id: after_load
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.ExecutionFlow
        namespace: company.team
        flowId: load
`,
    },
  ],
  holdsForFlow: (flow, { namespace, flowId }) => sameName([namespace, flow.namespace], [flowId, flow.id]),
  test({ namespace, flowId }, context) {
    const execution = judgedExecution(context);
    return execution.namespace === namespace && execution.flowId === flowId;
  },
});
