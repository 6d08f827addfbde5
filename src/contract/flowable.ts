import type { Value, ValueMap } from '../util/values.ts';
import type { TaskNode } from './flow.ts';
import type { LoopTurns } from './loop-turns.ts';
import type { PauseEnd, PauseRequest } from './pause.ts';
import type { RunContext } from './run-context.ts';
import type { Rendered, TObject } from './schema.ts';
import type { State, TerminalState } from './states.ts';
import type { TaskDefinition } from './task.ts';
import type { GithubSupport, PluginHead } from './plugin-head.ts';

/** One turn of a loop: becomes `taskrun.value` and `taskrun.iteration` of the children and part of their ids. */
export interface Iteration {
  readonly value?: string;
  readonly iteration?: number;
}

/** What only a task that does work of its own needs. */
type WorkOnly =
  | 'childRun'
  | 'runner'
  | 'workingDirectory'
  | 'control'
  | 'archive'
  | 'namespaceFolder'
  | 'runSpecification';

/** A flowable's way to run its children. All runs are recorded; on resume recorded ends are answered, not run again. */
export interface FlowableScope extends Omit<RunContext, WorkOnly> {
  /** The flowable's own node: `children.then`, `children.else`, … */
  readonly node: TaskNode;
  /** Runs tasks one after another and stops at the first failure. Answers the resulting state. */
  sequence(tasks: readonly TaskNode[], iteration?: Iteration, extra?: ValueMap): Promise<TerminalState>;
  /** Runs branches side by side, at most `limit` at once (0 = no limit). Answers each branch's state, in order. */
  parallel(
    branches: readonly (() => Promise<TerminalState>)[],
    options?: { readonly limit?: number; readonly failFast?: boolean },
  ): Promise<readonly TerminalState[]>;
  /** Makes outputs readable while the children run, and records them. */
  setOutputs(outputs: Value): void;
  /** A folder that the children share from now on as their working directory; removed when the flowable ends. */
  sharedDirectory(): Promise<string>;
  /** A folder of this task's own that outlives the execution; undefined where the host keeps nothing. */
  readonly cacheDirectory: string | undefined;
  /**
   * Pauses the execution here. Without a duration the process ends once nothing else runs, and the promise never settles in
   * it: a resume runs the flowable anew and gets its answer.
   */
  pause(request: PauseRequest): Promise<PauseEnd>;
  /** Runs a step of the flowable's own as a task run with this id below it. `type` need not be registered. */
  innerTask(id: string, definition: TaskDefinition): Promise<TerminalState>;
  /** Outputs of a task run that has run in the same place, as later tasks see them (inside the same loops). */
  outputsOf(taskId: string): Readonly<Record<string, Value>>;
  /** For loops. */
  readonly turns: LoopTurns;
  /** Outputs that an earlier process recorded for this task run, on resume. */
  readonly recordedOutputs: Value | undefined;
}

/** What a flowable's `run` answers. */
export interface FlowableResult<O extends TObject> {
  readonly state: TerminalState;
  readonly outputs?: Rendered<O>;
}

/** A task type that runs other tasks. Make it by `defineFlowable`. */
export interface FlowableDefinition<P extends TObject = TObject, O extends TObject = TObject> extends PluginHead<P> {
  readonly kind: 'flowable';
  readonly outputs: O;
  readonly github?: GithubSupport;
  /** True where `run` sees to the node's `errors` itself. Default: the engine runs them behind it, once, after a failure. */
  readonly runsErrors?: true;
  /** The block's state from the worst of its children, `errors` and `finally`. Not asked where the block was stopped. Default: that state. */
  conclude?(worst: TerminalState): TerminalState;
  /** Which children a restart runs again: those that failed (default), or all, because they share what is not kept. */
  readonly restart?: 'failed' | 'all';
  /** Outputs of a paused task run that is killed while no process works on it. */
  outputsWhenKilled?(at: Date): Rendered<O>;
  run(properties: Rendered<P>, scope: FlowableScope): Promise<FlowableResult<O>>;
}

/** Declares a flowable type. */
export function defineFlowable<P extends TObject, O extends TObject>(
  definition: Omit<FlowableDefinition<P, O>, 'kind'>,
): FlowableDefinition<P, O> {
  return { kind: 'flowable', ...definition };
}

const rank: Readonly<Record<TerminalState, number>> = {
  SKIPPED: 0,
  SUCCESS: 1,
  WARNING: 2,
  RETRIED: 3,
  FAILED: 4,
  CANCELLED: 5,
  KILLED: 6,
};

/** The state of a block from its children's: the worst one; nothing or only skipped children is SUCCESS. */
export function worstState(states: Iterable<State>): TerminalState {
  let worst: TerminalState = 'SUCCESS';
  for (const state of states) {
    if (state in rank && rank[state as TerminalState] > rank[worst]) worst = state as TerminalState;
  }
  return worst;
}
