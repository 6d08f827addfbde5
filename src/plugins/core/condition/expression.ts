import { defineCondition } from '../../../contract/condition.ts';
import { selfRendered, Type } from '../../../contract/schema.ts';
import { isTruthy } from '../../../plugin-kit/is-truthy.ts';

/** Holds where an expression does. */
export const expression = defineCondition({
  type: 'io.kestra.plugin.core.condition.Expression',
  aliases: [
    'io.kestra.plugin.core.condition.ExpressionCondition',
    'io.kestra.core.models.conditions.types.VariableCondition',
  ],
  title: 'Holds where an expression does.',
  description:
    'Templates see `trigger.*`, `flow.*`, `vars.*` and, after an execution, `execution.*`, `outputs` and `labels` of that one. A text counts as false where it is blank, `false`, `0` or `-0`.',
  properties: Type.Object({ expression: selfRendered(Type.String({ description: 'A template; its text decides.' })) }),
  examples: [
    {
      title: 'Even months only',
      code: `id: even_months
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "Planned for {{ trigger.date }}"
triggers:
  - id: schedule
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 1 * *"
    conditions:
      - type: io.kestra.plugin.core.condition.Expression
        expression: "{{ (trigger.date | date('M') | number) is even }}"
`,
    },
  ],
  test: async ({ expression: text }, context) => isTruthy((await context.render(text)).trim()),
});
