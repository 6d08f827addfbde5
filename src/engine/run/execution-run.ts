import type { EngineHost, LogRecord } from '../../contract/engine-host.ts';
import type { GitphonyError } from '../../contract/errors.ts';
import type { ErrorRecord, EventBody } from '../../contract/events.ts';
import type { EvaluationHost } from '../../contract/expression.ts';
import type { Flow, Retry, TaskNode } from '../../contract/flow.ts';
import type { HostedExecution } from '../../contract/host-flow-call.ts';
import type { ExecutionInfo } from '../../contract/run-context.ts';
import type { Iteration } from '../../contract/flowable.ts';
import type { State, TerminalState } from '../../contract/states.ts';
import type { Masker } from '../../util/masker.ts';
import type { ValueMap } from '../../util/values.ts';
import type { ExecutionAddresses } from '../addresses/execution-addresses.ts';
import type { JournalWriter } from '../journal/journal-writer.ts';
import type { Ticket } from '../limits/slots.ts';
import type { ShortLogs } from '../logs/short-logs.ts';
import type { ExecutionState, TaskRunState } from '../state/execution-state.ts';
import type { FlowVariables } from '../variables/flow-variables.ts';
import type { NodePlan } from './node-plan.ts';

/** One run of an execution by this process: what all its parts share. */
export interface ExecutionRun {
  readonly flow: Flow;
  readonly flowText: string;
  readonly host: EngineHost;
  readonly info: ExecutionInfo;
  /** The execution's folder. */
  readonly directory: string;
  readonly state: ExecutionState;
  readonly variables: FlowVariables;
  readonly evaluation: EvaluationHost;
  /** Objects in clouds that are read by their addresses. */
  readonly addresses: ExecutionAddresses;
  readonly journal: JournalWriter;
  readonly masker: Masker;
  readonly shortLogs: ShortLogs;
  readonly onLog: ((record: LogRecord) => void) | undefined;
  readonly plans: Map<TaskNode, Promise<NodePlan> | NodePlan>;
  /** Task runs that this process has come by: a second run of the same task in the same place gets an id of its own. */
  readonly visited: Set<string>;
  readonly stop: StopSwitch;
  /** Inputs of the paused task runs that somebody resumes with this process, by task run. */
  readonly resumedInputs: Map<string, ValueMap>;
  /** How many calls of flows by flows lead to this execution. */
  readonly depth: number;
  /** Executions of other flows that this one has begun and that still run. */
  readonly called: Set<HostedExecution>;
  /** Those of them that nobody waits for but the process. */
  readonly detached: Set<Promise<unknown>>;
  /** Why nothing is to run: the execution is recorded as FAILED at once. */
  readonly refusal: ErrorRecord | undefined;
  /** The execution's place among those of its flow that may run at once. */
  slot: Pick<Ticket, 'release'> | undefined;
  /** The same in the pool of its flow. */
  poolSlot: Pick<Ticket, 'release'> | undefined;
  /** The flow's SLAs, while it runs. */
  slas: { check(): Promise<void> } | undefined;
  /** The last failure, for `error` of expressions. */
  lastFailure: { readonly taskId: string; readonly error: ErrorRecord } | undefined;
  /** What makes going on impossible: the record cannot be written. */
  fatal: GitphonyError | undefined;
  /** Records an event and applies it. Every text from outside in it must have been masked. */
  emit(body: EventBody): void;
  setState(state: State, error?: ErrorRecord): void;
  now(): number;
  /** `runSequence` for this run: flowables call it here, for it leads back to them. */
  runTasks(tasks: readonly TaskNode[], frame: Frame, turn?: Iteration): Promise<TerminalState>;
  /** Ends everything with this error. */
  failRun(error: GitphonyError): void;
}

/** How a run is stopped from outside. */
export interface StopSwitch {
  /** Aborted by the first kill. */
  readonly main: AbortController;
  /** For what runs behind the end (`afterExecution`): aborted by a kill that comes then, or by a second one. */
  readonly aftermath: AbortController;
  /** Milliseconds that a stopped task has to clean up. */
  grace(): number;
  /** Aborted when nobody waits any longer: the second kill. */
  readonly force: AbortController;
}

/** What an isolated turn of a loop has for itself. */
export type OwnVariables = Pick<FlowVariables, 'outputs' | 'tasks'>;

/** Where in the tree of tasks a run stands. */
export interface Frame {
  readonly parent: TaskRunState | undefined;
  readonly signal: AbortSignal;
  /** `parents` of expressions: the looped task runs around, the nearest first. */
  readonly parents: readonly ValueMap[];
  /** Values of the loops around, the outermost first. */
  readonly loopValues: readonly string[];
  /** The nearest retry policy around. */
  readonly retry: Retry | undefined;
  /** Variables laid over those of the execution. */
  readonly extra: ValueMap | undefined;
  /** `outputs` and `tasks` of the isolated turn of a loop around; default: the execution's. */
  readonly own?: OwnVariables | undefined;
  /** True for the tasks right in such a turn. */
  readonly isolated?: boolean | undefined;
  /** The working directory that tasks share; default: each has its own. */
  readonly directory?: string | undefined;
}
