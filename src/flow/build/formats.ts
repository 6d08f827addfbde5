import type { PluginSchema } from '../../contract/registry.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { describeCronProblem } from '../../util/cron.ts';
import { addressFault, isAddress, schemeOf } from '../../util/object-address.ts';
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
    if (property['format'] === 'storage-uri') checkFileUri(context, value, place(name));
    else if (property['format'] === 'cron') {
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

/** The URI of a file that is written out: of a scheme that is read here, and whole where it is the address of an object. */
export function checkFileUri(context: BuildContext, uri: string, path: DocumentPath): void {
  const addresses = context.registry.addresses();
  const scheme = schemeOf(uri);
  if (scheme === undefined) return;
  if (isAddress(uri, addresses)) {
    const fault = addressFault(uri);
    if (fault !== undefined) context.at(path, { rule: 'bad-address', ...fault });
    return;
  }
  const known = ['kestra', 'nsfile', ...Object.keys(addresses).toSorted()];
  if (known.includes(scheme)) return;
  context.at(path, {
    rule: 'bad-address',
    message: `expected the URI of a file (${known.map((name) => `${name}://`).join(', ')}), got "${uri}"`,
    hint: 'bring it here by a task that downloads it, and take that task’s output',
  });
}
