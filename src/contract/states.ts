/**
 * The states an execution or a task run can be in, by Kestra's names.
 * Terminal states end a run; the others are passed through.
 */
export type State =
  | 'CREATED'
  | 'QUEUED'
  | 'RUNNING'
  | 'PAUSED'
  | 'RESTARTED'
  | 'KILLING'
  | 'RETRYING'
  | 'SUCCESS'
  | 'WARNING'
  | 'FAILED'
  | 'KILLED'
  | 'CANCELLED'
  | 'RETRIED'
  | 'SKIPPED';

/** The states in which a run has ended. */
export type TerminalState = 'SUCCESS' | 'WARNING' | 'FAILED' | 'KILLED' | 'CANCELLED' | 'RETRIED' | 'SKIPPED';

/** Every state by its name. */
export const states: readonly State[] = [
  'CREATED',
  'QUEUED',
  'RUNNING',
  'PAUSED',
  'RESTARTED',
  'KILLING',
  'RETRYING',
  'SUCCESS',
  'WARNING',
  'FAILED',
  'KILLED',
  'CANCELLED',
  'RETRIED',
  'SKIPPED',
];

const terminal: ReadonlySet<State> = new Set<State>([
  'SUCCESS',
  'WARNING',
  'FAILED',
  'KILLED',
  'CANCELLED',
  'RETRIED',
  'SKIPPED',
]);

/** True where the state ends a run. */
export function isTerminal(state: State): state is TerminalState {
  return terminal.has(state);
}

/** True for the terminal states after which what comes next must not run. */
export function isFailure(state: State): boolean {
  return state === 'FAILED' || state === 'KILLED' || state === 'CANCELLED';
}

/** One step of a run's history. */
export interface StateChange {
  readonly state: State;
  /** ISO 8601 instant with milliseconds, UTC. */
  readonly date: string;
}
