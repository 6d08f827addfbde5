import { defineCondition } from '../../../contract/condition.ts';
import { conditionList, Type } from '../../../contract/schema.ts';

/** Holds where none of its conditions holds. */
export const not = defineCondition({
  type: 'io.kestra.plugin.core.condition.Not',
  aliases: ['io.kestra.plugin.core.condition.NotCondition', 'io.kestra.core.models.conditions.types.NotCondition'],
  title: 'Holds where none of its conditions holds.',
  properties: Type.Object({ conditions: conditionList({ description: 'The conditions of which none may hold.' }) }),
  examples: [
    {
      title: 'Every day but Sunday',
      code: `id: not_on_sunday
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
      - type: io.kestra.plugin.core.condition.Not
        conditions:
          - type: io.kestra.plugin.core.condition.DayWeek
            dayOfWeek: SUNDAY
`,
    },
  ],
  holdsForFlow: (_flow, _authored, inside) =>
    inside.includes(true) ? false : inside.includes(undefined) ? undefined : true,
  async test({ conditions }, context) {
    for (const condition of conditions) if (await context.test(condition)) return false;
    return true;
  },
});
