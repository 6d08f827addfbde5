import { UsageError } from '../contract/errors.ts';
import { dispatchField } from '../util/dispatch-fields.ts';
import { parseJson, printJson } from '../util/json.ts';
import { isMap, newMap, type ValueMap } from '../util/values.ts';

/** What a dispatch asks of an earlier run. */
export interface ResumeOrder {
  /** The number of the run, as GitHub shows it in its address. */
  readonly runId: number;
  /** With the flow as it is now, though it changed since. */
  readonly latest: boolean;
  /** Repeat it as a new execution, instead of going on with it. */
  readonly replay: boolean;
  /** For a replay: the task to begin with; for a pause: which one. */
  readonly task: string | undefined;
  /** What the pause asks for. */
  readonly inputs: ValueMap;
}

/** Reads `RUN [latest] [replay] [task=ID]`, and the JSON beside it. Fails with DISPATCH_INVALID. */
export function readResumeOrder(text: string | undefined, onResume: string | undefined): ResumeOrder | undefined {
  if (text === undefined) {
    if (onResume === undefined) return undefined;
    throw new UsageError(
      'DISPATCH_INVALID',
      `${dispatchField.onResume} is for a paused run, but ${dispatchField.resume} is empty`,
      {
        hint: `fill in the number of the run in ${dispatchField.resume}`,
      },
    );
  }
  const [run = '', ...words] = text.split(/\s+/);
  if (!/^[1-9]\d{0,14}$/.test(run)) throw wrong(`expected the number of a run first, got "${run}"`);
  const unknown = words.find((word) => word !== 'latest' && word !== 'replay' && !/^task=./.test(word));
  if (unknown !== undefined) throw wrong(`expected latest, replay or task=ID behind the number, got "${unknown}"`);
  return {
    runId: Number(run),
    latest: words.includes('latest'),
    replay: words.includes('replay'),
    task: words.find((word) => word.startsWith('task='))?.slice('task='.length),
    inputs: onResume === undefined ? newMap() : readInputs(onResume),
  };
}

/** The fields that {@link readResumeOrder} reads. */
export function printResumeOrder({ runId, latest, replay, task, inputs }: ResumeOrder): Record<string, string> {
  const words = [
    String(runId),
    ...(latest ? ['latest'] : []),
    ...(replay ? ['replay'] : []),
    ...(task === undefined ? [] : [`task=${task}`]),
  ];
  const isEmpty = Object.keys(inputs).length === 0;
  return {
    [dispatchField.resume]: words.join(' '),
    ...(isEmpty ? {} : { [dispatchField.onResume]: printJson(inputs) }),
  };
}

function readInputs(text: string): ValueMap {
  try {
    const value = parseJson(text);
    if (isMap(value)) return value;
  } catch (cause) {
    throw new UsageError(
      'DISPATCH_INVALID',
      `${dispatchField.onResume}: expected a JSON object, got ${text.slice(0, 60)}`,
      { cause },
    );
  }
  throw new UsageError('DISPATCH_INVALID', `${dispatchField.onResume}: expected a JSON object {"input": value}`);
}

function wrong(problem: string): UsageError {
  return new UsageError('DISPATCH_INVALID', `${dispatchField.resume}: ${problem}`, {
    hint: 'write the number of the run, e.g. 4711, with words behind it: latest (the flow as it is now), replay, task=ID',
  });
}
