import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineHost } from '../contract/engine-host.ts';
import type { GitphonyError } from '../contract/errors.ts';
import type { ErrorRecord, EventBody, ExecutionEvent } from '../contract/events.ts';
import type { Execution } from '../contract/execution.ts';
import type { Flow } from '../contract/flow.ts';
import { isTerminal, type TerminalState } from '../contract/states.ts';
import type { Masker } from '../util/masker.ts';
import type { ValueMap } from '../util/values.ts';
import { ExecutionAddresses } from './addresses/execution-addresses.ts';
import { type JournalWriter, openJournal } from './journal/journal-writer.ts';
import { guardListener } from './guard-listener.ts';
import { runWithinLimits } from './limits/run-within-limits.ts';
import { openShortLogs } from './logs/short-logs.ts';
import { endChildren } from './process/end-children.ts';
import { sweepDirectories } from './process/sweep-directories.ts';
import { sweepRunners } from './process/sweep-runners.ts';
import { AbortReason } from './run/abort.ts';
import type { ExecutionRun } from './run/execution-run.ts';
import { runSequence } from './run/run-sequence.ts';
import { viewOfTemplates } from './run/view-of-templates.ts';
import { createStopSwitch, killRun, stopRun } from './run/stop-switch.ts';
import { isStopped, Suspension } from './run/suspension.ts';
import { applyEvent, stateFromCreation } from './state/apply-event.ts';
import type { ExecutionState } from './state/execution-state.ts';
import { writeExecution } from './state/write-execution.ts';
import { createEvaluationHost } from './variables/evaluation-host.ts';
import { createFlowVariables, type RealVariables } from './variables/flow-variables.ts';

/** A running execution. */
export interface ExecutionHandle {
  readonly id: string;
  /** The execution once it has ended, in whatever state. Rejects only where the run cannot be recorded any more. */
  readonly result: Promise<Execution>;
  /** Ends it as KILLED; running tasks have ten seconds to clean up. A second call does not wait for them. */
  kill(reason?: string): void;
  /** Ends this process's part: children end as with a kill, but the execution gets no end and can be resumed. */
  stop(reason: string): void;
}

/** What this process carries out: a new execution, or the rest of one. */
export interface Undertaking {
  readonly flow: Flow;
  readonly flowText: string;
  readonly host: EngineHost;
  readonly masker: Masker;
  readonly directory: string;
  readonly segment: number;
  /** First events of the segment. */
  readonly opening: readonly EventBody[];
  /** What expressions read: unlike the record, with secrets in it. */
  readonly variables: RealVariables;
  /** What earlier segments tell, on a resume. */
  readonly state?: ExecutionState;
  /** What a resume has to do before the first task. */
  readonly prepare?: (run: ExecutionRun) => Promise<void>;
  /** Inputs for paused task runs that somebody resumes, by task run. */
  readonly resumedInputs?: ReadonlyMap<string, ValueMap>;
  /** How many calls of flows by flows lead here. Default 0. */
  readonly depth?: number;
  /** Why nothing is to run: the execution is recorded as FAILED at once. */
  readonly refusal?: ErrorRecord;
}

/** Opens the segment and runs the flow. */
export function carryOut(undertaking: Undertaking): ExecutionHandle {
  const run = openRun(undertaking);
  const { prepare } = undertaking;
  return {
    id: run.info.id,
    result: runToEnd(run, prepare),
    kill(reason) {
      killRun(run, reason);
      for (const child of run.called) child.kill(reason);
    },
    stop(reason) {
      stopRun(run, reason);
      for (const child of run.called) child.stop(reason);
    },
  };
}

async function runToEnd(run: ExecutionRun, prepare: Undertaking['prepare']): Promise<Execution> {
  const sweeping = sweepDirectories(run.host, run.info.id);
  try {
    // A resume must not meet what the dead process left of this very execution.
    if (prepare !== undefined) await sweepRunners(run.host, [join(run.host.temporaryDirectory, run.info.id)]);
    await prepare?.(run);
    const end = await runOrSuspend(run);
    await endLeftChildren(run);
    await sweeping;
    run.emit(end === undefined ? { type: 'engine.detached' } : { type: 'execution.ended', state: end });
    run.journal.flush();
    const execution = writeExecution(run.directory, run.state);
    // Executions that nobody waits for: this process is all they have.
    await Promise.allSettled(run.detached);
    return execution;
  } catch (error) {
    // Their end cannot be recorded any more, but they must not stay.
    await endChildren(leftChildren(run));
    throw run.fatal ?? error;
  } finally {
    run.poolSlot?.release();
    run.slot?.release();
    run.journal.close();
    run.shortLogs.close();
    await rm(join(run.host.temporaryDirectory, run.info.id), { recursive: true, force: true });
  }
}

/** The end state; undefined where the execution waits for somebody to resume it. */
async function runOrSuspend(run: ExecutionRun): Promise<TerminalState | undefined> {
  try {
    return await runWithinLimits(run);
  } catch (error) {
    if (!(error instanceof Suspension)) throw error;
    const { current } = run.state.history;
    if (!isStopped(run.stop.main.signal)) {
      if (current !== 'PAUSED') run.setState('PAUSED');
    } else if (current === 'PAUSED' || current === 'QUEUED') {
      // It waited for a clock or its turn, and nobody has to act.
      run.setState('RUNNING');
    }
    return undefined;
  }
}

/** Children of tasks that were left behind, or that nobody saw ending: an execution leaves nothing running. */
async function endLeftChildren(run: ExecutionRun): Promise<void> {
  const left = leftChildren(run);
  if (left.length === 0) return;
  await endChildren(left, run.stop.force.signal.aborted ? 0 : undefined);
  for (const { id, pid } of left) run.emit({ type: 'child.ended', id, pid });
}

function leftChildren(run: ExecutionRun): readonly { id: string; pid: number; startTime: number }[] {
  return [...run.state.taskRuns.values()].flatMap(({ id, children }) =>
    [...children].map(([pid, startTime]) => ({ id, pid, startTime })),
  );
}

function openRun(undertaking: Undertaking): ExecutionRun {
  const { flow, flowText, host, masker, directory } = undertaking;
  const now = host.now === undefined ? Date.now : (): number => host.now?.() ?? Date.now();
  const opened = openState(undertaking, now, (error) => run.failRun(error));
  const { state, journal } = opened;
  const info = { id: state.id, namespace: flow.namespace, flowId: flow.id, flowRevision: state.flowRevision };
  const addresses = new ExecutionAddresses({ host, info, flow, flowText });
  const run: ExecutionRun = {
    flow,
    flowText,
    host,
    info,
    directory,
    state,
    journal,
    masker,
    onLog: guardListener('onLog', host.onLog?.bind(host)),
    shortLogs: openShortLogs(directory, undertaking.segment),
    now,
    variables: createFlowVariables(flow, host, state, undertaking.variables),
    addresses,
    evaluation: createEvaluationHost(host, info, state.taskRuns, masker, () => viewOfTemplates(run)),
    plans: new Map(),
    visited: new Set(),
    stop: createStopSwitch(),
    resumedInputs: new Map(undertaking.resumedInputs),
    depth: undertaking.depth ?? 0,
    called: new Set(),
    detached: new Set(),
    refusal: undertaking.refusal,
    slot: undefined,
    poolSlot: undefined,
    slas: undefined,
    lastFailure: undefined,
    fatal: undefined,
    runTasks: (tasks, frame, turn) => runSequence(run, tasks, frame, turn),
    emit(body) {
      applyEvent(state, journal.append(body));
    },
    setState(next, error) {
      run.variables.execution['state'] = next;
      run.emit({ type: 'execution.state', state: next, ...(error === undefined ? {} : { error }) });
      // Rare, and waited for by whoever watches: not left to the next batch.
      if (isTerminal(next)) journal.flush();
    },
    failRun(error) {
      run.fatal ??= error;
      const reason = new AbortReason('RUN_FAILED', error.message);
      run.stop.main.abort(reason);
      run.stop.aftermath.abort(reason);
    },
  };
  return run;
}

/** The first events of a segment are on disk before there is a run that could hear of them. */
function openState(
  undertaking: Undertaking,
  now: () => number,
  onFailure: (error: GitphonyError) => void,
): { state: ExecutionState; journal: JournalWriter } {
  const { host, directory, segment, opening } = undertaking;
  const first: ExecutionEvent[] = [];
  let sink: (event: ExecutionEvent) => void = (event) => void first.push(event);
  const journal = openJournal({ directory, segment, opening, now, onWritten: (event) => sink(event), onFailure });
  const listener = guardListener('onEvent', host.onEvent?.bind(host));
  sink = (event) => listener?.(event);
  let { state } = undertaking;
  for (const event of first) {
    if (state === undefined) state = stateFromCreation(event);
    else applyEvent(state, event);
    listener?.(event);
  }
  if (state === undefined) throw new Error('a segment begins with an event');
  return { state, journal };
}
