import { defineCondition } from '../../../contract/condition.ts';
import { Type } from '../../../contract/schema.ts';
import { dateProperty, readMoment } from '../../../plugin-kit/condition-date.ts';

/** Holds on Saturdays and Sundays. */
export const weekend = defineCondition({
  type: 'io.kestra.plugin.core.condition.Weekend',
  aliases: [
    'io.kestra.plugin.core.condition.WeekendCondition',
    'io.kestra.core.models.conditions.types.WeekendCondition',
  ],
  title: 'Holds on Saturdays and Sundays.',
  properties: Type.Object({ date: dateProperty }),
  examples: [
    {
      title: 'Weekends only',
      code: `id: weekend_report
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
      - type: io.kestra.plugin.core.condition.Weekend
`,
    },
  ],
  test: ({ date }, context) => readMoment(date ?? context.date).local.dayOfWeek > 5,
});
