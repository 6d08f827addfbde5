import { durationText, fixed, Type } from '../../../contract/schema.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { missedSchedules, stopAfter } from '../../../plugin-kit/schedule-properties.ts';
import { cronTicks } from '../../../plugin-kit/ticks.ts';
import { githubSchedule } from '../../../plugin-kit/ticks-github.ts';

/** Kestra's Schedule: runs a flow at the times of a cron expression. */
export const schedule = defineTrigger({
  type: 'io.kestra.plugin.core.trigger.Schedule',
  aliases: ['io.kestra.core.models.triggers.types.Schedule'],
  title: 'Runs the flow at the times of a cron expression.',
  description:
    'Templates see `trigger.date` (the planned time, not the moment of a late start), `trigger.next` and `trigger.previous`. ' +
    'Where both day of month and day of week are limited, a day that fits either of them counts.',
  properties: Type.Object({
    cron: fixed(
      Type.String({
        format: 'cron',
        description:
          'Five fields (minute, hour, day of month, month, day of week), or a nickname: @hourly, @daily, @weekly, @monthly, @yearly.',
      }),
    ),
    timezone: Type.Optional(
      fixed(
        Type.String({
          format: 'time-zone',
          default: 'UTC',
          description: 'IANA name of the time zone of the cron expression.',
        }),
      ),
    ),
    withSeconds: Type.Optional(
      fixed(Type.Boolean({ default: false, description: 'The expression has six fields, the first one seconds.' })),
    ),
    recoverMissedSchedules: missedSchedules,
    lateMaximumDelay: Type.Optional(
      fixed(
        durationText({
          description:
            'A scheduled run on GitHub that would begin later than this after its planned time is not begun. Runs asked for by hand are not late.',
        }),
      ),
    ),
    stopAfter,
  }),
  variables: Type.Object({
    date: Type.String({ description: 'The planned time, ISO 8601 with the offset of the time zone.' }),
    next: Type.Optional(Type.String({ description: 'The planned time after this one.' })),
    previous: Type.Optional(Type.String({ description: 'The planned time before this one.' })),
  }),
  examples: [
    {
      title: 'On the first of each month at 09:00',
      code: `id: monthly_report
namespace: company.team
inputs:
  - id: colour
    type: STRING
    defaults: yellow
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "{{ inputs.colour }} in {{ trigger.date | date('yyyy-MM') }}"
triggers:
  - id: monthly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 1 * *"
    timezone: Europe/Berlin
    inputs:
      colour: green
`,
    },
  ],
  ticks: ({ cron, timezone, withSeconds }) => cronTicks(cron, cronOptions(timezone, withSeconds)),
  toWorkflow: ({ cron, timezone, withSeconds }, node) => ({
    schedule: [githubSchedule(cron, cronOptions(timezone, withSeconds), node.id)],
  }),
});

function cronOptions(timezone: string | undefined, withSeconds: boolean | undefined) {
  return { timezone: timezone ?? 'UTC', withSeconds: withSeconds ?? false };
}
