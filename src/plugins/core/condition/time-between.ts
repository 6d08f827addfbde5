import { defineCondition } from '../../../contract/condition.ts';
import { Type } from '../../../contract/schema.ts';
import { dateProperty, readMoment } from '../../../plugin-kit/condition-date.ts';
import { needsALimit } from '../../../plugin-kit/needs-a-limit.ts';
import { comparedTo, goesOverMidnight } from '../../../plugin-kit/time-of-day.ts';

/** Holds between two times of the day, both excluded. */
export const timeBetween = defineCondition({
  type: 'io.kestra.plugin.core.condition.TimeBetween',
  aliases: [
    'io.kestra.plugin.core.condition.TimeBetweenCondition',
    'io.kestra.core.models.conditions.types.TimeBetweenCondition',
  ],
  title: 'Holds between two times of the day, both excluded.',
  description:
    'At least one of `after` and `before` is needed. Where `after` is later than `before`, the time between them goes over midnight (a server takes it for never).',
  properties: Type.Object({
    date: dateProperty,
    after: Type.Optional(
      Type.String({
        description:
          'Holds after this time: `16:30`, `16:30:00`, or with an offset `16:30:00+02:00`. Without one it is a time of the judged moment itself, in the time zone of the trigger.',
      }),
    ),
    before: Type.Optional(Type.String({ description: 'Holds before this time; written as `after`.' })),
  }),
  examples: [
    {
      title: 'Outside of office hours',
      code: `id: at_night
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "Planned for {{ trigger.date }}"
triggers:
  - id: schedule
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 * * * *"
    timezone: Europe/Berlin
    conditions:
      - type: io.kestra.plugin.core.condition.TimeBetween
        after: "18:00"
        before: "06:00"
`,
    },
  ],
  test({ date, after, before }, context) {
    needsALimit(after, before);
    const moment = readMoment(date ?? context.date);
    const late = after === undefined || comparedTo(moment, after, 'after') > 0;
    const early = before === undefined || comparedTo(moment, before, 'before') < 0;
    return after !== undefined && before !== undefined && goesOverMidnight(after, before)
      ? late || early
      : late && early;
  },
});
