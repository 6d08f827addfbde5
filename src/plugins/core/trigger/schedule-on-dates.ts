import { fixed, Type } from '../../../contract/schema.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { dateTicks, githubDates } from '../../../plugin-kit/ticks-of-dates.ts';
import { missedSchedules, stopAfter } from '../../../plugin-kit/schedule-properties.ts';

/** Kestra's ScheduleOnDates: runs a flow at given dates. */
export const scheduleOnDates = defineTrigger({
  type: 'io.kestra.plugin.core.trigger.ScheduleOnDates',
  aliases: ['io.kestra.core.models.triggers.types.ScheduleOnDates'],
  title: 'Runs the flow at given dates.',
  description:
    'Templates see `trigger.date` (the planned time), `trigger.next` and `trigger.previous`, as those of Schedule. GitHub knows no year in a schedule: a workflow wakes at these days and times of every year, and ends at once in other years.',
  properties: Type.Object({
    dates: fixed(
      Type.Array(Type.String(), {
        minItems: 1,
        description: 'ISO 8601 date-times. One with an offset is that instant; one without is a time of `timezone`.',
      }),
    ),
    timezone: Type.Optional(
      fixed(
        Type.String({
          format: 'time-zone',
          default: 'UTC',
          description: 'IANA name of the time zone of dates without an offset, and of `trigger.date`.',
        }),
      ),
    ),
    recoverMissedSchedules: missedSchedules,
    stopAfter,
  }),
  variables: Type.Object({
    date: Type.String({ description: 'The planned time, ISO 8601 with the offset of the time zone.' }),
    next: Type.Optional(Type.String({ description: 'The planned time after this one.' })),
    previous: Type.Optional(Type.String({ description: 'The planned time before this one.' })),
  }),
  examples: [
    {
      title: 'At the end of two quarters',
      code: `id: quarterly_report
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "The quarter ends on {{ trigger.date | date('yyyy-MM-dd') }}"
triggers:
  - id: quarters
    type: io.kestra.plugin.core.trigger.ScheduleOnDates
    timezone: Europe/Berlin
    dates:
      - "2027-03-31T18:00:00"
      - "2027-06-30T18:00:00"
`,
    },
  ],
  ticks: ({ dates, timezone }) => dateTicks(dates, timezone ?? 'UTC'),
  toWorkflow: ({ dates, timezone }, node) => ({ schedule: githubDates(dates, timezone ?? 'UTC', node.id) }),
});
