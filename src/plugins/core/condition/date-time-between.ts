import { defineCondition } from '../../../contract/condition.ts';
import { Type } from '../../../contract/schema.ts';
import { dateProperty, readMoment } from '../../../plugin-kit/condition-date.ts';
import { needsALimit } from '../../../plugin-kit/needs-a-limit.ts';

/** Holds between two moments, both excluded. */
export const dateTimeBetween = defineCondition({
  type: 'io.kestra.plugin.core.condition.DateTimeBetween',
  aliases: [
    'io.kestra.plugin.core.condition.DateTimeBetweenCondition',
    'io.kestra.core.models.conditions.types.DateTimeBetweenCondition',
  ],
  title: 'Holds between two moments, both excluded.',
  description: 'At least one of `after` and `before` is needed.',
  properties: Type.Object({
    date: dateProperty,
    after: Type.Optional(
      Type.String({ description: 'Holds after this moment: an ISO 8601 date-time with its offset.' }),
    ),
    before: Type.Optional(
      Type.String({ description: 'Holds before this moment: an ISO 8601 date-time with its offset.' }),
    ),
  }),
  examples: [
    {
      title: 'In the first half of 2026',
      code: `id: first_half
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
      - type: io.kestra.plugin.core.condition.DateTimeBetween
        after: "2025-12-31T23:59:59Z"
        before: "2026-07-01T00:00:00Z"
`,
    },
  ],
  test({ date, after, before }, context) {
    needsALimit(after, before);
    const { instant } = readMoment(date ?? context.date);
    return (
      (after === undefined || instant > readMoment(after, 'after').instant) &&
      (before === undefined || instant < readMoment(before, 'before').instant)
    );
  },
});
