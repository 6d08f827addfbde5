import { UsageError } from '../../contract/errors.ts';
import type { PollHandover } from '../../contract/poll-handover.ts';
import { JsonSyntaxError, parseJson, printJson } from '../../util/json.ts';
import { isMap, newMap, ownEntry, type Value } from '../../util/values.ts';

/** Version of what the polling workflow tells a flow's; another one is refused by name. */
const version = 1;

/** What the polling workflow tells the workflow of a flow. */
export interface PolledField {
  readonly trigger: string;
  /** Of this find; the title of the run ends with it. */
  readonly id: string;
  readonly handover: PollHandover;
}

/** The end of the title of the run that a find starts. `run-name` of the workflow writes the same. */
export function polledTitle({ trigger, id }: Pick<PolledField, 'trigger' | 'id'>): string {
  return `${trigger} polled ${id}`;
}

export function printPolled({ trigger, id, handover }: PolledField): string {
  return printJson(Object.assign(newMap(), { v: version, trigger, id, ...handover }));
}

/** Reads what another workflow wrote: nothing in it is taken for granted. Fails with HANDOVER_INVALID. */
export function readPolled(text: string): PolledField {
  const value = parsed(text);
  if (!isMap(value) || ownEntry(value, 'v') !== version) throw invalid(`version ${version}`);
  const [trigger, id] = [ownEntry(value, 'trigger'), ownEntry(value, 'id')];
  if (typeof trigger !== 'string' || typeof id !== 'string' || id === '') throw invalid('trigger and id');
  const [variables, found] = [ownEntry(value, 'variables'), ownEntry(value, 'found')];
  if (ownEntry(value, 'again') === true) return { trigger, id, handover: { again: true } };
  if (found !== undefined) return { trigger, id, handover: { found } };
  if (variables === undefined || !isMap(variables)) throw invalid('variables, found or again');
  return { trigger, id, handover: { variables } };
}

function parsed(text: string): Value {
  try {
    return parseJson(text);
  } catch (cause) {
    if (!(cause instanceof JsonSyntaxError)) throw cause;
    throw invalid('JSON', cause);
  }
}

function invalid(expected: string, cause?: unknown): UsageError {
  return new UsageError('HANDOVER_INVALID', `what the polling workflow handed over: expected ${expected}`, {
    cause,
    hint: 'the field is filled in by the workflow gitphony-poll-…, never by hand; compile and commit all workflows',
  });
}
