import { defineCondition } from '../../../contract/condition.ts';
import { Type } from '../../../contract/schema.ts';
import { dateProperty, readMoment } from '../../../plugin-kit/condition-date.ts';
import { weekDayProperty, weekDays } from '../../../plugin-kit/week-days.ts';

const order = ['FIRST', 'SECOND', 'THIRD', 'FOURTH'] as const;

/** Holds on the first, second, third, fourth or last of a day of the week in its month. */
export const dayWeekInMonth = defineCondition({
  type: 'io.kestra.plugin.core.condition.DayWeekInMonth',
  aliases: [
    'io.kestra.plugin.core.condition.DayWeekInMonthCondition',
    'io.kestra.core.models.conditions.types.DayWeekInMonthCondition',
  ],
  title: 'Holds on the first, second, third, fourth or last of a day of the week in its month.',
  properties: Type.Object({
    date: dateProperty,
    dayOfWeek: weekDayProperty('The day of the week.'),
    dayInMonth: Type.Union(
      [
        Type.Literal('FIRST'),
        Type.Literal('SECOND'),
        Type.Literal('THIRD'),
        Type.Literal('FOURTH'),
        Type.Literal('LAST'),
      ],
      { description: 'Which of them, counted in the month.' },
    ),
  }),
  examples: [
    {
      title: 'The first Monday of each month',
      code: `id: monthly_report
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "Planned for {{ trigger.date }}"
triggers:
  - id: schedule
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 11 * * 1"
    conditions:
      - type: io.kestra.plugin.core.condition.DayWeekInMonth
        dayOfWeek: MONDAY
        dayInMonth: FIRST
`,
    },
  ],
  test({ date, dayOfWeek, dayInMonth }, context) {
    const { local } = readMoment(date ?? context.date);
    if (weekDays[local.dayOfWeek - 1] !== dayOfWeek) return false;
    if (dayInMonth === 'LAST') return local.day + 7 > local.daysInMonth;
    return order[Math.floor((local.day - 1) / 7)] === dayInMonth;
  },
});
