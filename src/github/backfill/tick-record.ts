import { isTerminal, type State } from '../../contract/states.ts';
import { GitphonyError } from '../../contract/errors.ts';
import { JsonSyntaxError, parseJson, printJson } from '../../util/json.ts';
import { isMap, newMap, ownEntry, type Value } from '../../util/values.ts';

/** What a leg of a backfill leaves of a tick that it ran: jobs and their ends do not tell, where a leg has several. */
export interface TickRecord {
  /** The planned time, as the plan job wrote it: an ISO 8601 instant. */
  readonly date: string;
  readonly state: State;
  readonly execution: string;
  /** ISO 8601. */
  readonly began: string;
  readonly ended: string;
}

/** Name of the artifact of a leg, before what makes it its own; and the file in it. */
export const TICKS_ARTIFACT = 'gitphony-ticks-';
export const TICKS_FILE = 'ticks.json';

/** Prints what a leg ran. */
export function printTickRecords(records: readonly TickRecord[]): string {
  return printJson(records.map((record) => Object.assign(newMap(), record)));
}

/** Reads what a leg wrote; nothing in it is taken for granted. Fails with TICKS_INVALID. */
export function readTickRecords(text: string): readonly TickRecord[] {
  let value: Value;
  try {
    value = parseJson(text);
  } catch (cause) {
    if (!(cause instanceof JsonSyntaxError)) throw cause;
    throw invalid('JSON', cause);
  }
  if (!Array.isArray(value)) throw invalid('a list');
  return value.map(readRecord);
}

function readRecord(value: Value): TickRecord {
  if (!isMap(value)) throw invalid('a list of ticks');
  const text = (name: string): string => {
    const entry = ownEntry(value, name);
    if (typeof entry !== 'string') throw invalid(`a text in ${name}`);
    return entry;
  };
  const instant = (name: string): string => {
    const entry = text(name);
    if (Number.isNaN(Date.parse(entry))) throw invalid(`a date in ${name}`);
    return entry;
  };
  const state = text('state') as State;
  if (!isTerminal(state)) throw invalid('a state in which an execution ends');
  const execution = text('execution');
  if (!/^[0-9A-Za-z]{1,64}$/.test(execution)) throw invalid('the id of an execution');
  return { date: instant('date'), state, execution, began: instant('began'), ended: instant('ended') };
}

function invalid(expected: string, cause?: unknown): GitphonyError {
  return new GitphonyError('TICKS_INVALID', `expected ${expected} in what a leg of a backfill left`, {
    cause,
    hint: 'the run was of another version of the action, or the artifact was changed: run those ticks again',
  });
}
