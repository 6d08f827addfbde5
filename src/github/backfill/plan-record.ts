import { GitphonyError } from '../../contract/errors.ts';
import { JsonSyntaxError, parseJson, printJson } from '../../util/json.ts';
import { isMap, newMap, ownEntry, type Value } from '../../util/values.ts';

/** What the plan job leaves: GitHub tells nobody what a form was filled in with, and a leg that never began may be listed nowhere. */
export interface PlanRecord {
  /** The ticks that the legs have, ISO 8601 instants, oldest first. */
  readonly ticks: readonly string[];
  /** Fields of the form; in a public repository without those of the flow's own inputs. */
  readonly fields: Readonly<Record<string, string>>;
  /** The fields that were filled in and are not told. */
  readonly withheld: readonly string[];
}

/** Name of the plan job's artifact, before the attempt; and the file in it. */
export const PLAN_ARTIFACT = 'gitphony-backfill-plan-';
export const PLAN_FILE = 'plan.json';

/** Prints a plan. */
export function printPlanRecord({ ticks, fields, withheld }: PlanRecord): string {
  const own = Object.assign(newMap(), fields);
  return printJson(Object.assign(newMap(), { ticks: [...ticks], fields: own, withheld: [...withheld] }));
}

/** Reads a plan; nothing in it is taken for granted. Fails with PLAN_INVALID. */
export function readPlanRecord(text: string): PlanRecord {
  let value: Value;
  try {
    value = parseJson(text);
  } catch (cause) {
    if (!(cause instanceof JsonSyntaxError)) throw cause;
    throw invalid('JSON', cause);
  }
  if (!isMap(value)) throw invalid('an object');
  const fields = ownEntry(value, 'fields') ?? null;
  if (!isMap(fields)) throw invalid('fields');
  const ticks = textsOf(ownEntry(value, 'ticks'), 'ticks');
  if (ticks.some((tick) => Number.isNaN(Date.parse(tick)))) throw invalid('dates in ticks');
  return {
    ticks,
    fields: Object.fromEntries(
      Object.entries(fields).map(([field, text]) => {
        if (typeof text !== 'string') throw invalid('texts in fields');
        return [field, text];
      }),
    ),
    withheld: textsOf(ownEntry(value, 'withheld'), 'withheld'),
  };
}

function textsOf(value: Value | undefined, name: string): string[] {
  if (!Array.isArray(value)) throw invalid(`a list in ${name}`);
  return value.map((entry) => {
    if (typeof entry !== 'string') throw invalid(`texts in ${name}`);
    return entry;
  });
}

function invalid(expected: string, cause?: unknown): GitphonyError {
  return new GitphonyError('PLAN_INVALID', `expected ${expected} in what the plan of a backfill left`, {
    cause,
    hint: 'the run was of another version of the action, or the artifact was changed: order the backfill anew',
  });
}
