import { defineCondition } from '../../../contract/condition.ts';
import { Type } from '../../../contract/schema.ts';
import { judgedExecution } from '../../../plugin-kit/judged-execution.ts';

/** Holds after executions that have given labels. */
export const executionLabels = defineCondition({
  type: 'io.kestra.plugin.core.condition.ExecutionLabels',
  aliases: [
    'io.kestra.plugin.core.condition.ExecutionLabelsCondition',
    'io.kestra.core.models.conditions.types.ExecutionLabelsCondition',
  ],
  title: 'Holds after executions that have given labels.',
  properties: Type.Object(
    {
      labels: Type.Union(
        [
          Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
          Type.Array(
            Type.Object({ key: Type.String(), value: Type.Union([Type.String(), Type.Number(), Type.Boolean()]) }),
          ),
        ],
        { description: 'The labels, all of which the execution must have: a map, or a list of `{key, value}`.' },
      ),
    },
    { 'x-about': 'execution' },
  ),
  examples: [
    {
      title: 'After executions of the team sales',
      code: `id: after_sales
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.ExecutionLabels
        labels:
          team: sales
`,
    },
  ],
  test({ labels }, context) {
    const own = judgedExecution(context).labels;
    const wanted = Array.isArray(labels)
      ? labels.map(({ key, value }) => [key, value] as const)
      : Object.entries(labels);
    return wanted.every(([key, value]) => Object.hasOwn(own, key) && own[key] === String(value));
  },
});
