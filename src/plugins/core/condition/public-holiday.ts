import { defineCondition } from '../../../contract/condition.ts';
import { GitphonyError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { dateProperty, readMoment } from '../../../plugin-kit/condition-date.ts';
import { isPublicHoliday, UnknownCountryError } from '../../../util/public-holidays.ts';

/** Holds on the public holidays of a country. */
export const publicHoliday = defineCondition({
  type: 'io.kestra.plugin.core.condition.PublicHoliday',
  aliases: [
    'io.kestra.plugin.core.condition.PublicHolidayCondition',
    'io.kestra.core.models.conditions.types.PublicHolidayCondition',
  ],
  title: 'Holds on the public holidays of a country.',
  description:
    'Days on which work rests by law; bank holidays and observances do not count. The calendar is that of the package date-holidays, built in.',
  properties: Type.Object({
    date: dateProperty,
    country: Type.String({
      description:
        'Two letters by ISO 3166-1, such as FR. A server takes its own country where none is given; here the same flow must mean the same everywhere, so it is needed.',
    }),
    subDivision: Type.Optional(
      Type.String({ description: 'A part of the country by ISO 3166-2, with or without the country: DE-BY, BY.' }),
    ),
  }),
  examples: [
    {
      title: 'Not on the public holidays of Bavaria',
      code: `id: working_days
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "Planned for {{ trigger.date }}"
triggers:
  - id: schedule
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 * * 1-5"
    timezone: Europe/Berlin
    conditions:
      - type: io.kestra.plugin.core.condition.Not
        conditions:
          - type: io.kestra.plugin.core.condition.PublicHoliday
            country: DE
            subDivision: BY
`,
    },
  ],
  async test({ date, country, subDivision }, context) {
    const day = readMoment(date ?? context.date)
      .local.toPlainDate()
      .toString();
    try {
      return await isPublicHoliday(day, country, subDivision);
    } catch (cause) {
      if (!(cause instanceof UnknownCountryError)) throw cause;
      throw new GitphonyError('CONDITION_COUNTRY', cause.message, { cause, hint: cause.hint });
    }
  },
});
