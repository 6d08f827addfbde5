import type { PluginSchema } from '../../contract/registry.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { describeCronProblem } from '../../util/cron.ts';
import { isTimeZone } from '../../util/time-zone.ts';
import type { ValueMap } from '../../util/values.ts';
import { holdsTemplate } from '../plain.ts';
import type { BuildContext } from './context.ts';

/** Checks texts whose format no regular expression can tell: `cron` (six fields where `withSeconds` is true) and `time-zone`. */
export function checkFormats(
  context: BuildContext,
  schema: PluginSchema,
  own: ValueMap,
  place: (property: string) => DocumentPath,
): void {
  for (const [name, property] of Object.entries(schema.properties)) {
    const value = own[name];
    if (typeof value !== 'string' || holdsTemplate(value)) continue;
    if (property['format'] === 'cron') {
      const problem = describeCronProblem(value, { withSeconds: own['withSeconds'] === true });
      if (problem !== undefined) context.at(place(name), { rule: 'bad-cron', ...problem });
    } else if (property['format'] === 'time-zone' && !isTimeZone(value)) {
      context.at(place(name), {
        rule: 'bad-time-zone',
        message: `expected the name of a time zone, got "${value}"`,
        hint: 'use an IANA name such as Europe/Berlin or UTC',
      });
    }
  }
}
