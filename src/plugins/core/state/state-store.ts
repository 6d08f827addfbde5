import { createHash } from 'node:crypto';
import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { mergeMaps } from '../../../plugin-kit/merge-maps.ts';
import { isMap, type ValueMap } from '../../../util/values.ts';
import type { StateProperties } from './state-properties.ts';

/**
 * The key under which a state is kept among the keys of the namespace, by Kestra's rule:
 * `<flow>_states_tasks-states_<name>_<hash of the loop value>`, the first part only for a flow's own, the last only in loops.
 */
export function stateKey(properties: StateProperties, { execution, taskRun }: RunContext): string {
  const { name = 'default', namespace = false, taskrunValue = true } = properties;
  const value = taskrunValue ? taskRun.value : undefined;
  const parts = [
    ...(namespace ? [] : [slug(execution.flowId)]),
    'states',
    `tasks-states_${name}`,
    ...(value === undefined ? [] : [createHash('sha256').update(value).digest('hex')]),
  ];
  return parts.join('_');
}

/** The state; undefined where there is none. */
export async function readState(key: string, { kv }: RunContext): Promise<ValueMap | undefined> {
  const entry = await kv.get(key);
  if (entry === undefined) return undefined;
  if (isMap(entry.value)) return entry.value;
  throw new TaskError('STATE_BROKEN', `expected a map under the key ${key}, found something else`, {
    retryable: false,
    hint: 'Another task has written the key: choose another name for the state, or delete the key.',
  });
}

/** Merges data into the state; answers what it now holds. */
export async function mergeState(key: string, data: ValueMap, context: RunContext): Promise<ValueMap> {
  const merged = mergeMaps((await readState(key, context)) ?? {}, data, { joinLists: true });
  await context.kv.set({ key, type: 'JSON', value: merged });
  return merged;
}

/** The error of a state that has to be there. */
export function stateMissing(key: string): TaskError {
  return new TaskError('STATE_NOT_FOUND', `State ${key} not found`, {
    retryable: false,
    hint: 'Set it by the task state.Set, or leave errorOnMissing out.',
  });
}

/** As Kestra makes slugs: lower case, everything but letters and digits a `-`. */
function slug(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
}
