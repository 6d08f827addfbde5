import { GitphonyError, UsageError } from '../contract/errors.ts';
import type { Execution, StateHistory } from '../contract/execution.ts';
import { isTerminal, type State } from '../contract/states.ts';
import { JsonSyntaxError, parseJson, printJson } from '../util/json.ts';
import { isMap, newMap, ownEntry, type Value, type ValueMap } from '../util/values.ts';

/** Version of what one workflow tells another; another one is refused by name. */
const version = 1;

/** GitHub's limit for all inputs of a dispatch is 65,535 characters; the rest is for the field's name and quotes. */
export const MOST_HANDOVER = 60_000;

/** What a flow's workflow tells the one that follows it. */
export interface Handover {
  /** The id of the trigger that fires. */
  readonly trigger: string;
  readonly execution: Execution;
}

/** What of an ended execution the next one may see, as JSON: no inputs, no task runs but their attempts' states. */
export function describeEnded(execution: Execution): ValueMap {
  const { id, namespace, flowId, flowRevision, outputs, labels, state, taskRunList } = execution;
  const retried = taskRunList
    .filter(({ attempts }) => attempts.length > 1)
    .map(({ attempts }): Value => attempts.map(({ state: { current } }) => current));
  return Object.assign(newMap(), {
    v: version,
    id,
    namespace,
    flowId,
    flowRevision,
    state: state.current,
    startDate: state.startDate,
    endDate: state.endDate ?? null,
    labels: Object.assign(newMap(), labels),
    outputs,
    ...(retried.length === 0 ? {} : { retried }),
  });
}

/** Prints a handover. Fails with HANDOVER_TOO_LARGE. */
export function printHandover(trigger: string, ended: ValueMap): string {
  const text = printJson(Object.assign(newMap(), { trigger, execution: ended }));
  if (text.length <= MOST_HANDOVER) return text;
  throw new GitphonyError(
    'HANDOVER_TOO_LARGE',
    `expected outputs of at most ${MOST_HANDOVER} characters to hand to the next flow, got ${text.length}`,
    { hint: 'put what is large into storage (a bucket, a database) and hand over its name' },
  );
}

/** Reads what another workflow wrote: nothing in it is taken for granted. Fails with HANDOVER_INVALID. */
export function readHandover(text: string): Handover {
  const value = parsed(text);
  const trigger = isMap(value) ? ownEntry(value, 'trigger') : undefined;
  const execution = isMap(value) ? ownEntry(value, 'execution') : undefined;
  if (typeof trigger !== 'string' || execution === undefined) throw invalid('trigger and execution');
  return { trigger, execution: readEnded(execution) };
}

/** Reads the list of ended executions that a job handed to the one behind it. Fails with HANDOVER_INVALID. */
export function readEndedList(text: string): readonly Execution[] {
  const value = parsed(text);
  if (!Array.isArray(value)) throw invalid('a list of executions');
  return value.map(readEnded);
}

function readEnded(value: Value): Execution {
  if (!isMap(value)) throw invalid('an execution');
  const { id, namespace, flowId } = texts(value, ['id', 'namespace', 'flowId']);
  const { state, startDate } = texts(value, ['state', 'startDate']);
  const known = ownEntry(value, 'v');
  if (known !== version) throw invalid(`version ${version}`);
  if (!isState(state)) throw invalid('a state in which an execution ends');
  const endDate = ownEntry(value, 'endDate');
  const revision = ownEntry(value, 'flowRevision');
  const outputs = ownEntry(value, 'outputs');
  if (Number.isNaN(Date.parse(startDate))) throw invalid('a date in startDate');
  if (typeof endDate === 'string' && Number.isNaN(Date.parse(endDate))) throw invalid('a date in endDate');
  const history: StateHistory = {
    current: state,
    histories: [],
    startDate,
    ...(typeof endDate === 'string' ? { endDate } : {}),
    duration: 0,
  };
  return {
    id,
    namespace,
    flowId,
    flowRevision: typeof revision === 'number' || typeof revision === 'string' ? revision : 1,
    flowFile: '',
    labels: readLabels(ownEntry(value, 'labels')),
    inputs: newMap(),
    outputs: outputs !== undefined && isMap(outputs) ? outputs : newMap(),
    variables: newMap(),
    taskRunList: readRetried(ownEntry(value, 'retried'), history, id),
    state: history,
  };
}

/** Only how often a task was tried, and how that ended, is told. */
function readRetried(value: Value | undefined, state: StateHistory, executionId: string): Execution['taskRunList'] {
  if (!Array.isArray(value)) return [];
  return value.map((attempts, index) => ({
    id: `${executionId}-${index}`,
    executionId,
    taskId: '',
    taskType: '',
    outputs: newMap(),
    attempts: (Array.isArray(attempts) ? attempts : []).flatMap((current) =>
      typeof current === 'string' && isState(current) ? [{ state: { ...state, current }, logFile: '' }] : [],
    ),
    metrics: [],
    state,
  }));
}

function readLabels(value: Value | undefined): Record<string, string> {
  const entries = Object.entries(value !== undefined && isMap(value) ? value : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function texts<K extends string>(map: ValueMap, names: readonly K[]): Record<K, string> {
  const found = names.map((name) => {
    const value = ownEntry(map, name);
    if (typeof value !== 'string' || value === '') throw invalid(`the text ${name}`);
    return [name, value] as const;
  });
  return Object.fromEntries(found) as Record<K, string>;
}

function isState(text: string): text is State {
  return text === 'PAUSED' || isTerminal(text as State);
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
  return new UsageError(
    'HANDOVER_INVALID',
    `what another workflow handed over is not as it should be: expected ${expected}`,
    {
      cause,
      hint: 'the field is filled in by the workflow of another flow, never by hand; compile and commit both',
    },
  );
}
