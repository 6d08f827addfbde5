import { inputFieldName } from './github-names.ts';

/** The dispatch fields of ours. They begin with `_`, which no flow input's field does. */
export const dispatchField = {
  /** First instant of a backfill's window, included: ISO 8601 date or date-time. Empty: no backfill. */
  start: '_start',
  /** Last instant of a backfill's window, included. Empty: now. */
  end: '_end',
  /** Id of the trigger whose ticks run. */
  trigger: '_trigger',
  /** One planned tick to run by hand, instead of a backfill. */
  date: '_date',
  /** Labels for every execution: `key:value`, separated by commas. */
  labels: '_labels',
  /** Planned times to leave out: `succeeded`, `begun`, or the numbers of backfill runs whose good ones are left out. */
  skip: '_skip',
  /** How many ticks of a backfill run at once, at most. */
  parallel: '_parallel',
  /** How a backfill runs: `matrix` or `in-order`. */
  backfill: '_backfill',
  /** Whether a backfill may run although its database lives in the job only. */
  scratch: '_scratch',
  /** JSON object with the inputs that have no field of their own. */
  inputs: '_inputs',
  /** In gitphony-run.yml: `namespace.id` of the flow to run. */
  flow: '_flow',
  /** The key of a webhook's request. Empty: no request. */
  key: '_key',
  /** The body of a webhook's request, as text. */
  body: '_body',
  /** JSON object with the `headers` and `parameters` of a webhook's request. */
  request: '_request',
  /** JSON object with the execution of another flow that ended, written by that flow's workflow. */
  upstream: '_upstream',
  /** The run to go on with: `RUN [latest] [replay] [task=ID]`. Empty: a new run. */
  resume: '_resume',
  /** JSON object with what the pause of that run asks for. */
  onResume: '_on_resume',
  /** JSON object with what a poll found, written by the workflow that polls. */
  polled: '_polled',
} as const;

/** In `_skip`: planned times that a run of this workflow has stood for, well or not. Clocks and watchdogs say so. */
export const skipBegun = 'begun';
/** In `_skip`: planned times for which a run of this workflow ended well. */
export const skipSucceeded = 'succeeded';

/**
 * Stands in a drop-down for "no value": the trigger's value, else the input's default, is taken. GitHub's drop-downs
 * always have a value, and without this the first option would win over a trigger's own.
 */
export const unsetChoice = '(default)';

/** The values of a dispatched form that were really given, and what else the form held. */
export interface DispatchedInputs {
  /** By input id; texts as typed, or JSON values from `_inputs`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Fields that are neither ours nor an input's: a workflow that is older or newer than its flow. */
  readonly unknown: readonly string[];
}

/**
 * Reads the inputs out of a workflow_dispatch payload's `inputs`. Empty texts and `(default)` count as not given, as
 * Kestra treats an empty text. Fails with SyntaxError where `_inputs` is not a JSON object.
 */
export function readDispatchedInputs(
  fields: Readonly<Record<string, unknown>>,
  inputIds: readonly string[],
  parse: (text: string) => unknown = JSON.parse,
): DispatchedInputs {
  const byField = new Map(inputIds.map((id) => [inputFieldName(id).toLowerCase(), id]));
  const own = new Set<string>(Object.values(dispatchField));
  const values: Record<string, unknown> = {};
  const unknown: string[] = [];
  for (const [field, value] of Object.entries(fields)) {
    const id = byField.get(field.toLowerCase());
    if (id !== undefined && isGiven(value)) values[id] = value;
    else if (id === undefined && !own.has(field)) unknown.push(field);
  }
  const folded = fields[dispatchField.inputs];
  const isFilled = typeof folded === 'string' && folded.trim() !== '';
  return { values: isFilled ? { ...values, ...readFolded(folded, parse) } : values, unknown };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== unsetChoice;
}

function readFolded(text: string, parse: (text: string) => unknown): Record<string, unknown> {
  const value = parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new SyntaxError(
    `${dispatchField.inputs}: expected a JSON object {"input id": value}, got ${text.slice(0, 60)}`,
  );
}
