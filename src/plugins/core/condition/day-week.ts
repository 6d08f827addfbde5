import { defineCondition } from '../../../contract/condition.ts';
import { Type } from '../../../contract/schema.ts';
import { dateProperty, readMoment } from '../../../plugin-kit/condition-date.ts';
import { weekDayProperty, weekDays } from '../../../plugin-kit/week-days.ts';

/** Holds on one day of the week. */
export const dayWeek = defineCondition({
  type: 'io.kestra.plugin.core.condition.DayWeek',
  aliases: [
    'io.kestra.plugin.core.condition.DayWeekCondition',
    'io.kestra.core.models.conditions.types.DayWeekCondition',
  ],
  title: 'Holds on one day of the week.',
  properties: Type.Object({ date: dateProperty, dayOfWeek: weekDayProperty('The day of the week.') }),
  examples: [
    {
      title: 'Mondays only',
      code: `id: monday_report
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
      - type: io.kestra.plugin.core.condition.DayWeek
        dayOfWeek: MONDAY
`,
    },
  ],
  test: ({ date, dayOfWeek }, context) => weekDays[readMoment(date ?? context.date).local.dayOfWeek - 1] === dayOfWeek,
});
