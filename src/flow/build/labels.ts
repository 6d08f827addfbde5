import type { DocumentPath } from '../../contract/source.ts';
import { isMap, newMap, type Value } from '../../util/values.ts';
import { scalarTextOf } from '../plain.ts';
import type { BuildContext } from './context.ts';
import { warnIgnored } from './ignored-keys.ts';

/** Labels, given as a map or as a list of `{key, value}`. Those that begin with `system.` are Kestra's own. */
export function buildLabels(
  context: BuildContext,
  value: Value | undefined,
  base: DocumentPath = ['labels'],
): Record<string, string> {
  const labels = Object.create(null) as Record<string, string>;
  const add = (key: string | undefined, text: string | undefined, path: DocumentPath): void => {
    if (key === undefined || text === undefined) return;
    if (key === 'system.readOnly' && base.length === 1) {
      const why = 'locks the flow in the editor of a Kestra server; here CODEOWNERS and branch protection do that';
      warnIgnored(context, { key, value: text, why }, path);
      return;
    }
    if (key.startsWith('system.')) {
      context.atKey(path, {
        rule: 'reserved-label',
        message: `expected a label of your own, got "${key}": labels that begin with "system." are set by the system only`,
        hint: 'use another name',
      });
    }
    labels[key] = text;
  };
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      const label = isMap(entry) ? entry : newMap();
      add(scalarTextOf(label['key']), scalarTextOf(label['value']), [...base, index, 'key']);
    }
  } else if (isMap(value)) {
    for (const [key, entry] of Object.entries(value)) add(key, scalarTextOf(entry), [...base, key]);
  }
  return labels;
}
