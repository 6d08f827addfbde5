import type { DocumentPath } from '../../contract/source.ts';
import { newMap, type ValueMap } from '../../util/values.ts';
import { entryOf } from '../plain.ts';
import { workerKeys } from '../schema/flow.ts';
import type { BuildContext } from './context.ts';

/** Takes the keys out that choose a worker, and warns of each: where a job runs stands in gitphony.yaml. */
export function withoutWorkerKeys(context: BuildContext, raw: ValueMap, path: DocumentPath): ValueMap {
  const found = workerKeys.filter((key) => Object.hasOwn(raw, key));
  if (found.length === 0) return raw;
  for (const key of found.filter((name) => entryOf(raw, name) !== undefined)) {
    context.atKey([...path, key], {
      severity: 'warning',
      rule: 'ignored-key',
      message: `"${key}" chooses a worker of a server, and means nothing here`,
      hint: `say by runsOn in gitphony.yaml which runner carries flows out, and delete ${key}`,
    });
  }
  const rest = newMap();
  for (const [key, value] of Object.entries(raw)) if (!found.includes(key)) rest[key] = value;
  return rest;
}
