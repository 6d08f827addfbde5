import { defineCondition } from '../../../contract/condition.ts';
import { Type } from '../../../contract/schema.ts';
import { sameName } from '../../../plugin-kit/authored-name.ts';
import { judgedFlow } from '../../../plugin-kit/judged-execution.ts';

/** Holds for one flow: the one that ended, or for a schedule its own. */
export const flowCondition = defineCondition({
  type: 'io.kestra.plugin.core.condition.FlowCondition',
  aliases: ['io.kestra.core.models.conditions.types.FlowCondition'],
  deprecated: 'use io.kestra.plugin.core.condition.ExecutionFlow',
  title: 'Holds for one flow: the one that ended, or for a schedule its own.',
  properties: Type.Object({
    namespace: Type.String({ description: 'The namespace of the flow.' }),
    flowId: Type.String({ description: 'The id of the flow.' }),
  }),
  examples: [
    {
      title: 'After the flow load',
      code: `id: after_one
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.FlowCondition
        namespace: company.team
        flowId: load
`,
    },
  ],
  holdsForFlow: (flow, { namespace, flowId }) => sameName([namespace, flow.namespace], [flowId, flow.id]),
  test({ namespace, flowId }, context) {
    const judged = judgedFlow(context);
    return judged.namespace === namespace && judged.id === flowId;
  },
});
