import { nearestName } from '../../util/nearest-name.ts';
import { isMap, type Value, type ValueMap } from '../../util/values.ts';
import type { BuildContext } from '../build/context.ts';
import { entryOf, scalarTextOf } from '../plain.ts';

/** Names that templates may refer to, of one kind. */
export interface KnownNames {
  readonly noun: 'input' | 'task' | 'variable';
  readonly names: readonly string[];
}

const taskSections = ['tasks', 'errors', 'finally', 'afterExecution'] as const;

/**
 * What `inputs.`, `outputs.` and `vars.` may name, read from the document itself: an input or task with an error elsewhere
 * is not built, and still nobody is to hear that its name is unknown. Undefined for a root whose names cannot be told.
 */
export function readKnownNames(context: BuildContext): (root: string) => KnownNames | undefined {
  const document = context.document.value;
  const raw: ValueMap = isMap(document) ? document : {};
  const inputs = entryOf(raw, 'inputs');
  const variables = entryOf(raw, 'variables');
  const declared = taskSections.flatMap((section) => idsBelow(entryOf(raw, section)));
  const tasks = [...declared, ...context.innerTaskIds];
  const known: Readonly<Record<string, KnownNames | undefined>> = {
    inputs: isUnclear(raw, 'inputs', Array.isArray) ? undefined : { noun: 'input', names: ownIds(inputs) },
    outputs: taskSections.some((section) => isUnclear(raw, section, Array.isArray))
      ? undefined
      : { noun: 'task', names: tasks },
    vars:
      isUnclear(raw, 'variables', isMap) || setsVariables(raw)
        ? undefined
        : { noun: 'variable', names: isMap(variables ?? null) ? Object.keys(variables as ValueMap) : [] },
  };
  return (root) => (Object.hasOwn(known, root) ? known[root] : undefined);
}

/** True where a section has the wrong shape, or may stand there under a mistyped name. */
function isUnclear(raw: ValueMap, section: string, isRight: (value: Value) => boolean): boolean {
  const value = entryOf(raw, section) ?? null;
  if (value !== null) return !isRight(value);
  return Object.keys(raw).some((key) => !sections.has(key) && nearestName(key, [section]) !== undefined);
}

/** Names of sections that are no slip of another's: `tasks` is none of `labels`. */
const sections: ReadonlySet<string> = new Set(['inputs', 'outputs', 'variables', ...taskSections]);

function ownIds(list: Value | undefined): string[] {
  return Array.isArray(list) ? list.flatMap((item) => (isMap(item) ? idOf(item, 'name') : [])) : [];
}

/** A map's id, or what an older key has in its place. */
function idOf(map: ValueMap, older = 'id'): string[] {
  const id = scalarTextOf(entryOf(map, 'id') ?? entryOf(map, older));
  return id === undefined ? [] : [id];
}

/** Ids of every map below: also of tasks inside a task whose type is not known. */
function idsBelow(value: Value | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(idsBelow);
  return isMap(value ?? null)
    ? [...idOf(value as ValueMap), ...Object.values(value as ValueMap).flatMap(idsBelow)]
    : [];
}

function setsVariables(value: Value): boolean {
  if (Array.isArray(value)) return value.some(setsVariables);
  if (!isMap(value)) return false;
  const type = value['type'];
  return (typeof type === 'string' && type.endsWith('SetVariables')) || Object.values(value).some(setsVariables);
}
