import { GitphonyError } from '../../contract/errors.ts';
import type { EventBody, ExecutionEvent } from '../../contract/events.ts';
import type { State } from '../../contract/states.ts';
import type { ExecutionState, History, TaskRunState } from './execution-state.ts';

/** The state after the first event of a journal. */
export function stateFromCreation(event: ExecutionEvent): ExecutionState {
  if (event.type !== 'execution.created') {
    throw new GitphonyError('JOURNAL_BROKEN', `expected execution.created as the first event, got ${event.type}`);
  }
  return {
    id: event.id,
    namespace: event.namespace,
    flowId: event.flowId,
    flowRevision: event.flowRevision,
    flowHash: event.flowHash,
    originalId: event.originalId,
    flowFile: event.flowFile,
    inputs: event.inputs,
    trigger: event.trigger,
    maskedInputs: event.maskedInputs ?? [],
    history: newHistory('CREATED', event.ts),
    taskRuns: new Map(),
    labels: event.labels,
    variables: event.variables,
    maskedVariables: [],
    exit: undefined,
    outputs: {},
    error: undefined,
    owner: undefined,
    ownerBefore: undefined,
    ended: undefined,
    retry: undefined,
    retries: event.retries,
    notices: [],
  };
}

/** Moves the state on by one event. The live run and every reader of a journal use this same function; its cost does not depend on what came before. */
export function applyEvent(state: ExecutionState, event: ExecutionEvent): void {
  switch (event.type) {
    case 'execution.created':
      throw new GitphonyError('JOURNAL_BROKEN', `the execution is created twice (event ${event.seg}/${event.seq})`);
    case 'engine.attached':
      state.ownerBefore = state.owner ?? state.ownerBefore;
      state.owner = { pid: event.pid, startTime: event.startTime, host: event.host };
      return;
    case 'engine.detached':
      state.owner = undefined;
      return;
    case 'execution.state':
      step(state.history, event.state, event.ts);
      if (event.error !== undefined) state.error = event.error;
      return;
    case 'execution.ended':
      state.ended = event.state;
      return;
    case 'execution.reopened':
      reopen(state, event);
      return;
    case 'execution.retry':
      state.retry = { executionId: event.executionId, due: event.due };
      return;
    case 'execution.notice':
      state.notices.push({ level: event.level, message: event.message, at: event.ts });
      return;
    case 'execution.labels':
      state.labels = { ...state.labels, ...event.labels };
      return;
    case 'execution.outputs':
      state.outputs = event.outputs;
      return;
    case 'execution.variables':
      state.variables = event.variables;
      state.maskedVariables = event.masked ?? [];
      return;
    case 'taskrun.created':
      state.taskRuns.set(event.id, newTaskRun(event, event.ts));
      if (event.parent !== undefined) state.taskRuns.get(event.parent)?.childIds.push(event.id);
      return;
    case 'taskrun.turn':
      beginTurn(state, taskRunOf(state, event), event.iteration);
      return;
    default:
      if (event.type === 'taskrun.state' && event.exits === true) state.exit = { id: event.id, state: event.state };
      applyToTaskRun(taskRunOf(state, event), event);
  }
}

/** What the end left behind goes, and the task runs that are to be run anew as if for the first time. */
function reopen(state: ExecutionState, event: Extract<EventBody, { type: 'execution.reopened' }>): void {
  state.flowHash = event.flowHash;
  state.ended = undefined;
  state.exit = undefined;
  state.error = undefined;
  state.outputs = {};
  for (const id of event.removed) state.taskRuns.delete(id);
}

function beginTurn(state: ExecutionState, loop: TaskRunState, iteration: number): void {
  loop.iteration = iteration;
  for (const below of taskRunsOfOtherTurns(state, loop, iteration)) state.taskRuns.delete(below.id);
  loop.childIds.splice(0, loop.childIds.length, ...loop.childIds.filter((id) => state.taskRuns.has(id)));
}

/** Task runs of a loop's other turns, at any depth, in no order that means anything. */
export function taskRunsOfOtherTurns(state: ExecutionState, loop: TaskRunState, iteration: number): TaskRunState[] {
  const found: TaskRunState[] = [];
  const left = loop.childIds.filter((id) => state.taskRuns.get(id)?.iteration !== iteration);
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const child = state.taskRuns.get(id);
    if (child === undefined) continue;
    found.push(child);
    left.push(...child.childIds);
  }
  return found;
}

type TaskRunEvent = Exclude<
  ExecutionEvent,
  { type: `execution.${string}` | `engine.${string}` | 'taskrun.created' | 'taskrun.turn' }
>;

function applyToTaskRun(run: TaskRunState, event: TaskRunEvent): void {
  switch (event.type) {
    case 'taskrun.state':
      step(run.history, event.state, event.ts);
      run.error = event.error;
      return;
    case 'attempt.started':
      run.attempts.push({
        history: newHistory('RUNNING', event.ts),
        log: event.log,
        logSize: undefined,
        shortLog: undefined,
        error: undefined,
      });
      return;
    case 'attempt.ended': {
      const attempt = run.attempts[event.attempt - 1];
      if (attempt === undefined) throw missing(event, `attempt ${event.attempt} of task run ${event.id}`);
      step(attempt.history, event.state, event.ts);
      attempt.error = event.error;
      attempt.logSize = event.logSize;
      attempt.shortLog = event.shortLog;
      return;
    }
    case 'taskrun.outputs':
      run.outputs = event.outputs;
      run.maskedOutputs = event.masked ?? [];
      return;
    case 'taskrun.metric':
      run.metrics.push(event.metric);
      return;
    case 'taskrun.progress':
      run.progress = event.progress;
      return;
    case 'child.started':
      run.children.set(event.pid, event.startTime);
      return;
    case 'child.ended':
      run.children.delete(event.pid);
  }
}

function newTaskRun(event: Extract<EventBody, { type: 'taskrun.created' }>, at: number): TaskRunState {
  return {
    id: event.id,
    taskId: event.taskId,
    taskType: event.taskType,
    parent: event.parent,
    value: event.value,
    realValue: undefined,
    iteration: event.iteration,
    isolated: event.isolated === true,
    childIds: [],
    history: newHistory('CREATED', at),
    attempts: [],
    metrics: [],
    children: new Map(),
    outputs: undefined,
    maskedOutputs: [],
    progress: undefined,
    error: undefined,
  };
}

function newHistory(state: State, at: number): History {
  return { current: state, steps: [{ state, at }] };
}

function step(history: History, state: State, at: number): void {
  history.current = state;
  history.steps.push({ state, at });
}

function taskRunOf(state: ExecutionState, event: ExecutionEvent & { readonly id: string }): TaskRunState {
  const run = state.taskRuns.get(event.id);
  if (run === undefined) throw missing(event, `task run ${event.id}`);
  return run;
}

function missing(event: ExecutionEvent, what: string): GitphonyError {
  return new GitphonyError(
    'JOURNAL_BROKEN',
    `event ${event.seg}/${event.seq} (${event.type}) names ${what}, which no event began`,
  );
}
