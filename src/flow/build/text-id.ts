import type { DocumentPath } from '../../contract/source.ts';
import { newMap, type ValueMap } from '../../util/values.ts';
import { entryOf, scalarTextOf } from '../plain.ts';
import type { BuildContext } from './context.ts';

/** The map with its `id` as text: Kestra takes numbers and booleans too. `id: off` is the text `false`, hence the warning. */
export function withTextId(context: BuildContext, raw: ValueMap, path: DocumentPath): ValueMap {
  const id = entryOf(raw, 'id');
  const text = scalarTextOf(id);
  if (text === undefined || typeof id === 'string') return raw;
  if (typeof id === 'boolean') {
    context.at([...path, 'id'], {
      severity: 'warning',
      rule: 'yaml-boolean',
      message: `this id is read as the boolean ${text}, so the name is "${text}"`,
      hint: 'put the id in quotes',
    });
  }
  return Object.assign(newMap(), raw, { id: text });
}
