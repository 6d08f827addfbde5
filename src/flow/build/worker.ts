import type { WorkerChoice } from '../../contract/flow.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { isMap, type Value, type ValueMap } from '../../util/values.ts';
import { entryOf } from '../plain.ts';
import type { BuildContext } from './context.ts';

/** The keys by which Kestra 1 and Kestra 2 choose who carries something out. */
export const workerKeys = ['workerGroup', 'workerSelector'] as const;

type PlaceOf = (key: string) => DocumentPath;

/** The worker that a flow or a task asks for, and a notice of it: what a machine of one's own has not. */
export function buildWorker(context: BuildContext, map: ValueMap, place: PlaceOf): WorkerChoice | undefined {
  for (const key of workerKeys) {
    const value = entryOf(map, key);
    if (value === undefined) continue;
    const names = isMap(value) ? namesOf(value) : [];
    // The schema has told already what is wrong.
    if (!isMap(value) || names.length === 0) return undefined;
    const path = place(key);
    context.atKey(path, {
      severity: 'notice',
      rule: 'worker-group',
      message: `"${key}" chooses the runner of the job on GitHub; on this machine it is ignored`,
      hint: 'workerGroups in gitphony.yaml says which runner it is',
    });
    return { names, ...fallbackOf(value), path };
  }
  return undefined;
}

/** A trigger is an event of GitHub's, which no worker looks for. */
export function noteTriggerWorker(context: BuildContext, map: ValueMap, place: PlaceOf): void {
  for (const key of workerKeys) {
    if (entryOf(map, key) === undefined) continue;
    context.atKey(place(key), {
      severity: 'notice',
      rule: 'worker-group',
      message: `"${key}" of a trigger is ignored: GitHub starts the run`,
      hint: 'say on the flow or its tasks which runner carries it out',
    });
  }
}

function namesOf(value: ValueMap): readonly string[] {
  const tags: Value | undefined = entryOf(value, 'tags');
  return (Array.isArray(tags) ? tags : [entryOf(value, 'key')]).filter((name) => typeof name === 'string');
}

function fallbackOf(value: ValueMap): Pick<WorkerChoice, 'fallback'> {
  const fallback = entryOf(value, 'fallback');
  return typeof fallback === 'string' ? { fallback } : {};
}
