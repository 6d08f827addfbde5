import { defineCondition } from '../../../contract/condition.ts';
import { Type } from '../../../contract/schema.ts';
import { judgedFlow } from '../../../plugin-kit/judged-execution.ts';
import { namespaceMatches } from '../../../plugin-kit/namespace-match.ts';

/** Holds for the flows of a namespace: of the one that ended, or for a schedule of its own. */
export const flowNamespaceCondition = defineCondition({
  type: 'io.kestra.plugin.core.condition.FlowNamespaceCondition',
  aliases: ['io.kestra.core.models.conditions.types.FlowNamespaceCondition'],
  deprecated: 'use io.kestra.plugin.core.condition.ExecutionNamespace',
  title: 'Holds for the flows of a namespace: of the one that ended, or for a schedule of its own.',
  properties: Type.Object({
    namespace: Type.String({ description: 'The namespace, or how it begins.' }),
    prefix: Type.Optional(Type.Boolean({ default: false, description: 'The namespace only needs to begin so.' })),
  }),
  examples: [
    {
      title: 'After any flow of company',
      code: `id: after_company
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.FlowNamespaceCondition
        namespace: company
        prefix: true
`,
    },
  ],
  test: ({ namespace, prefix }, context) =>
    namespaceMatches(judgedFlow(context).namespace, namespace, prefix === true ? 'PREFIX' : 'EQUALS'),
});
