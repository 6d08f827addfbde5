import { defineCondition } from '../../../contract/condition.ts';
import { Type } from '../../../contract/schema.ts';
import { isTemplateText } from '../../../plugin-kit/authored-name.ts';
import { judgedExecution } from '../../../plugin-kit/judged-execution.ts';
import { namespaceMatches } from '../../../plugin-kit/namespace-match.ts';

/** Holds after executions of the flows of a namespace. */
export const executionNamespace = defineCondition({
  type: 'io.kestra.plugin.core.condition.ExecutionNamespace',
  aliases: [
    'io.kestra.plugin.core.condition.ExecutionNamespaceCondition',
    'io.kestra.core.models.conditions.types.ExecutionNamespaceCondition',
  ],
  title: 'Holds after executions of the flows of a namespace.',
  properties: Type.Object(
    {
      namespace: Type.String({ description: 'The namespace, or how it begins or ends.' }),
      comparison: Type.Optional(
        Type.Union([Type.Literal('EQUALS'), Type.Literal('PREFIX'), Type.Literal('SUFFIX')], {
          description: 'How the namespaces are compared. Default: EQUALS, or PREFIX where `prefix` is true.',
        }),
      ),
      prefix: Type.Optional(
        Type.Boolean({ default: false, description: 'The older way to say `comparison: PREFIX`.' }),
      ),
    },
    { 'x-about': 'execution' },
  ),
  examples: [
    {
      title: 'After any flow of company.data and below',
      code: `id: after_data
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.ExecutionNamespace
        namespace: company.data
        comparison: PREFIX
`,
    },
  ],
  holdsForFlow(flow, { namespace, comparison, prefix }) {
    const isPlain = typeof namespace === 'string' && !isTemplateText(namespace);
    const how = comparison ?? (prefix === true ? 'PREFIX' : 'EQUALS');
    if (!isPlain || (how !== 'EQUALS' && how !== 'PREFIX' && how !== 'SUFFIX')) return undefined;
    return namespaceMatches(flow.namespace, namespace, how);
  },
  test({ namespace, comparison, prefix }, context) {
    const how = comparison ?? (prefix === true ? 'PREFIX' : 'EQUALS');
    return namespaceMatches(judgedExecution(context).namespace, namespace, how);
  },
});
