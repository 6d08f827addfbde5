import { rm } from 'node:fs/promises';
import { GitphonyError, TaskError } from '../../contract/errors.ts';
import type { TaskNode } from '../../contract/flow.ts';
import { FlowCallError } from '../../contract/flow-call.ts';
import type { TerminalState } from '../../contract/states.ts';
import { compileTemplate, isTemplate } from '../../expressions/index.ts';
import { formatDuration, parseDuration } from '../../util/duration.ts';
import type { ValueMap } from '../../util/values.ts';
import { type AttemptLog, openAttemptLog } from '../logs/attempt-log.ts';
import { isEmptyOutput, toValue } from '../variables/to-value.ts';
import { abortCode, AbortReason, linkSignal, stateOfAbort } from './abort.ts';
import type { AttemptParts, AttemptResult } from './attempt-parts.ts';
import { endOpenChildRuns } from './child-runs.ts';
import { maskRecord, toErrorRecord } from './error-record.ts';
import type { ExecutionRun } from './execution-run.ts';
import type { NodePlan } from './node-plan.ts';
import { planOf } from './plan-of.ts';
import { recordOutputs } from './record-outputs.ts';
import { runFlowable } from './run-flowable.ts';
import { settle } from './settle.ts';
import { runCached } from './task-cache.ts';
import { isStopped, suspendTaskRun, Suspension } from './suspension.ts';
import { TaskContext } from './task-context.ts';
import { childFrame, renderWith, taskVariables } from './task-scope.ts';

/** Runs one attempt of a task run from `attempt.started` to `attempt.ended`, its outputs recorded before its end. */
export async function runAttempt(parts: AttemptParts): Promise<AttemptResult> {
  const { run, taskRun } = parts;
  // A flowable that an earlier process began goes on with its attempt: its children know what is done.
  const resumed = taskRun.attempts.at(-1)?.history.current === 'RUNNING';
  const attempt = resumed ? taskRun.attempts.length : taskRun.attempts.length + 1;
  const file = `logs/${taskRun.id}-${attempt}.log`;
  if (!resumed) run.emit({ type: 'attempt.started', id: taskRun.id, attempt, log: file });
  const log = openLog(parts, attempt, file);
  if (parts.notice !== undefined) log.warn(parts.notice);
  let result: AttemptResult;
  try {
    result = await work(parts, attempt, log);
  } catch (error) {
    if (run.fatal !== undefined) throw run.fatal;
    if (isStopped(parts.frame.signal)) {
      // The attempt gets no end: whoever resumes the execution finds it as a dead process would have left it.
      log.keep();
      throw error instanceof Suspension ? error : new Suspension(taskRun.id);
    }
    if (error instanceof Suspension) {
      log.keep();
      suspendTaskRun(parts);
      throw error;
    }
    result = failed(parts, error, log);
  }
  const closed = log.close();
  run.emit({
    type: 'attempt.ended',
    id: taskRun.id,
    attempt,
    state: result.state,
    logSize: closed.size,
    ...(closed.short === undefined ? {} : { shortLog: closed.short }),
    ...(result.error === undefined ? {} : { error: result.error }),
  });
  return result;
}

async function work(parts: AttemptParts, attempt: number, log: AttemptLog): Promise<AttemptResult> {
  const { run, node, taskRun, frame } = parts;
  const plan = await planOf(run, node);
  const variables = taskVariables(run, taskRun, plan.task, frame);
  const render = renderWith(run, variables);
  const timeout = node.timeout === undefined ? undefined : await readTimeout(node, variables, run);
  const properties = await plan.properties.resolve(render, (text) => void run.masker.add(text));
  if (timeout === undefined) return execute(parts, { plan, properties, variables, attempt, log, signal: frame.signal });
  const linked = linkSignal(frame.signal);
  const reason = new AbortReason(
    'TIMEOUT',
    `expected the task to end within ${formatDuration(timeout)} (its timeout), it did not`,
  );
  const timer = setTimeout(() => linked.abort(reason), timeout);
  try {
    return await execute(parts, { plan, properties, variables, attempt, log, signal: linked.signal });
  } finally {
    clearTimeout(timer);
    linked.release();
  }
}

/** All that one attempt runs with. */
export interface AttemptWork {
  readonly plan: NodePlan;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly variables: ValueMap;
  readonly attempt: number;
  readonly log: AttemptLog;
  readonly signal: AbortSignal;
}

async function execute(parts: AttemptParts, attempt: AttemptWork): Promise<AttemptResult> {
  const { run, node, taskRun, frame } = parts;
  const { plan, properties, signal } = attempt;
  const context = new TaskContext({
    run,
    node,
    taskRun,
    ...attempt,
    given: { schema: plan.definition.properties.properties, properties },
    interrupted: parts.interrupted,
    sharedDirectory: frame.directory,
  });
  // Whatever the task does to the world, a reader of the journal can see that it had begun.
  run.journal.flush();
  if (plan.definition.kind === 'flowable') {
    try {
      const inner = childFrame(frame, node, taskRun, signal);
      const state = await runFlowable(parts, plan.definition, properties, context, inner);
      const exit = context.exitState();
      if (exit !== undefined) return { state: exit, mayRetry: false, exits: true };
      return stopped(parts, attempt, state) ?? { state, mayRetry: false };
    } finally {
      await tidyUp(context);
    }
  }
  const { definition } = plan;
  endOpenChildRuns(parts);
  try {
    const settled = await settle(
      runCached(parts, properties, context, () => definition.run(properties, context)),
      signal,
      run,
    );
    if (run.fatal !== undefined) throw run.fatal;
    if (settled.kind === 'done') {
      const { outputs, state = 'SUCCESS' } = settled.value;
      if (abortCode(signal) === 'TIMEOUT') throw signal.reason;
      if (outputs !== undefined) recordOutputs(run, taskRun, toValue(outputs), frame);
      const exit = context.exitState();
      return exit === undefined ? { state, mayRetry: false } : { state: exit, mayRetry: false, exits: true };
    }
    if (settled.kind === 'abandoned') {
      attempt.log.error(`the task did not stop when it was told to (${signal.reason}): it is left behind`);
    }
    if (signal.aborted) throw endOf(signal, settled.kind === 'failed' ? settled.error : undefined);
    throw settled.kind === 'failed' ? settled.error : signal.reason;
  } finally {
    if (run.fatal === undefined) endOpenChildRuns(parts);
    await tidyUp(context);
  }
}

async function tidyUp(context: TaskContext): Promise<void> {
  context.releaseAddresses();
  const directory = context.usedDirectory();
  if (directory !== undefined) await rm(directory, { recursive: true, force: true });
}

/** Ended by the signal: its reason counts, and what the task had produced by then. */
function endOf(signal: AbortSignal, error: unknown): unknown {
  const reason: unknown = signal.reason;
  if (!(reason instanceof AbortReason) || !(error instanceof TaskError) || error.outputs === undefined) return reason;
  return new TaskError(reason.code, reason.message, {
    outputs: error.outputs,
    cause: error,
    retryable: reason.retryable,
  });
}

/** A flowable whose time was over, or which was killed, has the state of that. */
function stopped(parts: AttemptParts, { signal, log }: AttemptWork, state: TerminalState): AttemptResult | undefined {
  if (!signal.aborted || state === 'SUCCESS' || state === 'WARNING') return undefined;
  if (abortCode(signal) === 'TIMEOUT') return failed(parts, signal.reason, log);
  return { state: stateOfAbort(signal), mayRetry: false };
}

function failed(parts: AttemptParts, error: unknown, log: AttemptLog): AttemptResult {
  const { run, frame, node } = parts;
  if (error instanceof TaskError && error.outputs !== undefined) recordPartialOutputs(parts, error.outputs, log);
  const record = maskRecord(toErrorRecord(error), run.masker);
  log.error(record.hint === undefined ? record.message : `${record.message}\n${record.hint}`);
  const killed = error instanceof AbortReason && error.abort === 'KILLED';
  const state = killed ? 'KILLED' : frame.signal.aborted ? stateOfAbort(frame.signal) : 'FAILED';
  // Who was stopped because of another's failure is not what failed the run.
  const stoppedByOther = error instanceof AbortReason && error.abort === 'SIBLING_FAILED';
  if (state === 'FAILED' && !stoppedByOther) run.lastFailure = { taskId: node.id, error: record };
  const hopeless = error instanceof TaskError && !error.retryable;
  // A flow that cannot be called ends its caller, whatever the task allows: so does a Kestra server.
  if (error instanceof FlowCallError) return { state: 'FAILED', error: record, mayRetry: false, exits: true };
  return { state, error: record, mayRetry: state === 'FAILED' && !hopeless && !frame.signal.aborted };
}

function recordPartialOutputs({ run, taskRun, frame }: AttemptParts, outputs: unknown, log: AttemptLog): void {
  try {
    const value = toValue(outputs);
    if (!isEmptyOutput(value)) recordOutputs(run, taskRun, value, frame);
  } catch (error) {
    // The task's own failure is what matters; this one must not take its place.
    if (run.fatal !== undefined) throw run.fatal;
    log.error(
      `the outputs of the failed task cannot be recorded: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function readTimeout(node: TaskNode, variables: ValueMap, run: ExecutionRun): Promise<number> {
  const authored = String(node.timeout);
  const text = isTemplate(authored) ? await renderWith(run, variables)(compileTemplate(authored)) : authored;
  try {
    return parseDuration(text);
  } catch (cause) {
    const hint = (cause as { hint?: string }).hint;
    throw new GitphonyError(
      'PROPERTY_INVALID',
      `task "${node.id}": property "timeout": expected an ISO 8601 duration such as PT15S, got "${text}"`,
      {
        cause,
        ...(hint === undefined ? {} : { hint }),
      },
    );
  }
}

function openLog({ run, node, taskRun }: AttemptParts, attempt: number, file: string): AttemptLog {
  return openAttemptLog({
    directory: run.directory,
    file,
    taskRun,
    attempt,
    threshold: node.logLevel,
    continued: taskRun.attempts.length === attempt && taskRun.history.steps.some(({ state }) => state === 'PAUSED'),
    masker: run.masker,
    shortLogs: run.shortLogs,
    now: () => run.now(),
    onLog: run.onLog,
    onFailure: (error) => run.failRun(error),
  });
}
