import { defineCondition } from '../../../contract/condition.ts';
import { conditionList, Type } from '../../../contract/schema.ts';

/** Holds where at least one of its conditions holds. */
export const or = defineCondition({
  type: 'io.kestra.plugin.core.condition.Or',
  aliases: ['io.kestra.plugin.core.condition.OrCondition', 'io.kestra.core.models.conditions.types.OrCondition'],
  title: 'Holds where at least one of its conditions holds.',
  properties: Type.Object({ conditions: conditionList({ description: 'The conditions of which one must hold.' }) }),
  examples: [
    {
      title: 'On Mondays and Thursdays',
      code: `id: twice_a_week
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "Planned for {{ trigger.date }}"
triggers:
  - id: schedule
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 * * *"
    conditions:
      - type: io.kestra.plugin.core.condition.Or
        conditions:
          - type: io.kestra.plugin.core.condition.DayWeek
            dayOfWeek: MONDAY
          - type: io.kestra.plugin.core.condition.DayWeek
            dayOfWeek: THURSDAY
`,
    },
  ],
  holdsForFlow: (_flow, _authored, inside) =>
    inside.includes(true) ? true : inside.includes(undefined) ? undefined : false,
  async test({ conditions }, context) {
    for (const condition of conditions) if (await context.test(condition)) return true;
    return false;
  },
});
