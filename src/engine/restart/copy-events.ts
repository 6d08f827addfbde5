import type { ExecutionEvent } from '../../contract/events.ts';
import type { Masker } from '../../util/masker.ts';
import type { ValueMap } from '../../util/values.ts';
import { derivedId } from '../ids.ts';

/** The record of an execution as the beginning of another's. */
export interface CopiedEvents {
  /** One segment, numbered anew; times as they were. */
  readonly events: readonly ExecutionEvent[];
  /** New ids of task runs by the old ones. */
  readonly ids: ReadonlyMap<string, string>;
}

/**
 * Copies events for an execution with another id. Ids of task runs follow from it (see `nextTaskRunId`), so they are made
 * anew; what was said of processes is left out, for they were the original's.
 */
export function copyEvents(
  events: readonly ExecutionEvent[],
  newId: string,
  inputs: ValueMap | undefined,
  masker: Masker,
): CopiedEvents {
  const ids = new Map<string, string>();
  const used = new Set<string>();
  const copied: ExecutionEvent[] = [];
  for (const event of events) {
    if (event.type.startsWith('engine.') || event.type.startsWith('child.')) continue;
    if (event.type === 'taskrun.created' && !ids.has(event.id)) ids.set(event.id, taskRunId(event, newId, ids, used));
    copied.push({ ...rename(event, newId, ids, inputs, masker), seg: 0, seq: copied.length });
  }
  return { events: copied, ids };
}

function rename(
  event: ExecutionEvent,
  newId: string,
  ids: ReadonlyMap<string, string>,
  inputs: ValueMap | undefined,
  masker: Masker,
): ExecutionEvent {
  if (event.type === 'execution.created') {
    const { maskedInputs: _, ...rest } = event;
    if (inputs === undefined) return { ...event, id: newId, originalId: event.id };
    const recorded = masker.maskValue(inputs);
    const masked = Object.keys(inputs).filter((name) => recorded[name] !== inputs[name]);
    const maskedInputs = masked.length === 0 ? {} : { maskedInputs: masked };
    return { ...rest, id: newId, originalId: event.id, inputs: recorded, ...maskedInputs };
  }
  if (event.type === 'execution.reopened') return { ...event, removed: event.removed.map((id) => ids.get(id) ?? id) };
  if (event.type === 'taskrun.created') {
    const parent = event.parent === undefined ? {} : { parent: ids.get(event.parent) ?? event.parent };
    return { ...event, id: ids.get(event.id) ?? event.id, ...parent };
  }
  return 'id' in event ? { ...event, id: ids.get(event.id) ?? event.id } : event;
}

function taskRunId(
  event: Extract<ExecutionEvent, { type: 'taskrun.created' }>,
  newId: string,
  ids: ReadonlyMap<string, string>,
  used: Set<string>,
): string {
  const parent = event.parent === undefined ? '' : (ids.get(event.parent) ?? event.parent);
  const parts = [newId, parent, event.taskId, event.value ?? '', String(event.iteration ?? '')];
  let id = derivedId(...parts);
  for (let repeat = 1; used.has(id); repeat += 1) id = derivedId(...parts, String(repeat));
  used.add(id);
  return id;
}
