import * as core from '@actions/core';
import type { EngineHost } from '../src/contract/engine-host.ts';
import { GitphonyError } from '../src/contract/errors.ts';
import type { Execution } from '../src/contract/execution.ts';
import type { ExecutionHandle } from '../src/engine/index.ts';
import { type ConsoleLog, createConsoleLog } from '../src/github/console-log.ts';
import { guardStdout } from '../src/github/guard-stdout.ts';
import type { UploadedRecord } from '../src/github/record-uploader.ts';
import type { ResumedFrom } from '../src/github/summary/resumed-from.ts';
import { MOST_SUMMARY_BYTES } from '../src/github/summary/summary-limit.ts';
import { createEngineHost } from '../src/project/engine-host.ts';
import { flowRevision } from '../src/project/flow-revision.ts';
import { startFlow } from '../src/project/start-flow.ts';
import { findTriggers } from './find-triggers.ts';
import { givenInputs } from './given-inputs.ts';
import { handOver } from './hand-over.ts';
import { handOnKeys } from './hand-on-keys.ts';
import { refuseEndlessPause } from './history.ts';
import { keepRecord } from './keep-record.ts';
import { isInOrder, leaveRest } from './leave-rest.ts';
import { type LegRecord, openLegRecord } from './leg-record.ts';
import { createLegTime } from './leg-time.ts';
import { openKeysJournal } from './keys-journal.ts';
import { openIdentity } from './open-identity.ts';
import { openKeys } from './open-keys.ts';
import type { Job } from './open-job.ts';
import { openPackageCache } from './package-cache.ts';
import { reportExecution } from './report-execution.ts';
import { endOf, isLeftOpen } from './run-end.ts';
import { createStopRun, type StopRun } from './stop-run.ts';
import type { TakenOver } from './take-over.ts';
import { dateOf, type WorkItem, workItems, writePlan } from './work-item.ts';
import { writeSummary } from './write-summary.ts';

/** Modes `run` and `backfill`: runs the executions that the job stands for, one after another, or goes on with what is left of them. */
export async function runExecutions(job: Job): Promise<void> {
  const stdout = guardStdout();
  const log = createConsoleLog(stdout.write);
  stdout.guard(log);
  try {
    await runGuarded(job, log);
  } finally {
    stdout.release();
    log.close();
  }
}

async function runGuarded(job: Job, log: ConsoleLog): Promise<void> {
  refuseEndlessPause(job);
  const taken = await takeOver(job);
  const items = taken?.items ?? workItems(job, await findTriggers(job));
  if (items.length === 0) {
    await writeSummary('Nothing to do: the trigger does not fire now.\n');
    return;
  }
  writePlan(job, items);
  const keys = openKeys(job, openKeysJournal(job.stateDirectory));
  const stop = createStopRun(job.project.config.timeoutMinutes);
  try {
    const host = await createEngineHost(job.project, {
      stateDirectory: job.stateDirectory,
      kv: (namespace) => keys.store(namespace),
      identity: openIdentity(job),
      onEvent: (event) => log.onEvent(event),
      onLog: (record) => log.onLog(record),
    });
    const packages = await openPackageCache(job);
    const record = await keepRecord(job, [...items.map(({ id }) => id), ...(taken?.others ?? [])]);
    const ended: Execution[] = [];
    const ticks = openLegRecord(job);
    let isThrough = false;
    try {
      try {
        await runInOrder({ job, host, stop, taken, ticks }, items, ended);
        isThrough = true;
      } finally {
        await ticks?.close();
        await handOver(job, ended);
      }
      await packages?.save();
    } finally {
      // A failed run's keys are written too, as on a Kestra server.
      await handOnKeys(job, keys, items[0]?.trigger);
      const end = isThrough || stop.reason !== undefined ? endOf(ended) : undefined;
      if (record !== undefined) await tellRecord(await record.close(end));
    }
  } finally {
    stop.close();
  }
}

/** Nothing of this is loaded for a first attempt. */
async function takeOver(job: Job): Promise<TakenOver | undefined> {
  const { resume } = job.request;
  if (job.run.attempt === '1' && resume === undefined) return undefined;
  const { takeOverAttempt, takeOverRun } = await import('./take-over.ts');
  const own = await takeOverAttempt(job);
  return own ?? (resume === undefined ? undefined : takeOverRun(job, resume));
}

interface Work {
  readonly job: Job;
  readonly host: EngineHost;
  readonly stop: StopRun;
  readonly taken: TakenOver | undefined;
  readonly ticks: LegRecord | undefined;
}

async function runInOrder(work: Work, items: readonly WorkItem[], ended: Execution[]): Promise<void> {
  const { job, stop, ticks } = work;
  let room = MOST_SUMMARY_BYTES;
  const time = createLegTime(job.project.config.timeoutMinutes);
  for (const [index, item] of items.entries()) {
    if (!time.hasRoom()) {
      leaveRest(job, items.slice(index));
      return;
    }
    const { execution, resumed } = await runOne(work, item);
    time.ended();
    ended.push(execution);
    await ticks?.add(item.trigger, execution);
    room -= await reportExecution(job, execution, room, resumed);
    if (stop.reason === undefined) continue;
    // What the limit cut off goes to the next run too, unless it had a whole job to itself.
    if (index > 0 && isInOrder(job) && !time.hasRoom()) leaveRest(job, items.slice(index));
    throw stopped(stop, items.slice(index + 1), isLeftOpen(execution));
  }
}

/** Goes on with what the record holds of an execution, or begins it. */
async function runOne(
  { job, host, stop, taken }: Work,
  item: WorkItem,
): Promise<{ readonly execution: Execution; readonly resumed?: ResumedFrom }> {
  if (taken !== undefined) {
    const { isGood, readRecorded } = await import('./recorded.ts');
    const recorded = readRecorded(host.executionsDirectory, item.id, taken.leftBehind);
    if (recorded !== undefined) {
      const resumed = { origin: taken.origin, kept: recorded.kept.size, isLost: taken.isLost && !recorded.hasEnded };
      tellResumed(item, resumed);
      if (isGood(recorded)) return { execution: recorded.execution, resumed };
      const { goOn } = await import('./go-on.ts');
      const handle = await goOn(job, host, item, taken, recorded);
      return { execution: await stop.watch(handle, handle.result), resumed };
    }
    if (item.replay !== undefined) {
      const { replay } = await import('./go-on.ts');
      const handle = await replay(job, host, item, taken);
      return { execution: await stop.watch(handle, handle.result) };
    }
  }
  const handle = await begin(job, host, item);
  return { execution: await stop.watch(handle, handle.result) };
}

async function begin(job: Job, host: EngineHost, { id, trigger }: WorkItem): Promise<ExecutionHandle> {
  const { flow, parsed, request } = job;
  return startFlow(
    { flow, text: parsed.text, rangeOf: (path) => parsed.rangeOf(path) },
    {
      inputs: await givenInputs(job, trigger),
      labels: request.labels,
      flowRevision: await flowRevision(job.project.repository, flow),
      executionId: id,
      ...(trigger === undefined ? {} : { trigger }),
    },
    host,
  );
}

function tellResumed({ id }: WorkItem, { origin, kept, isLost }: ResumedFrom): void {
  const how = isLost
    ? 'which ended without a word (its runner was lost, or killed): from its last upload'
    : 'from its record';
  core.info(`goes on with ${id} of ${origin}, ${how}; ${kept} task runs are taken over`);
}

function stopped(stop: StopRun, left: readonly WorkItem[], isResumable: boolean): GitphonyError {
  const ticks = left.flatMap(({ trigger }) => (trigger === undefined ? [] : [dateOf(trigger)]));
  const rest = ticks.length === 0 ? '' : `; not begun: ${ticks.join(', ')}`;
  const way = isResumable ? '"Re-run failed jobs" goes on where it was' : 'run it again';
  return new GitphonyError('RUN_STOPPED', `${stop.reason ?? ''}${rest}`, {
    hint: ticks.length === 0 || isResumable ? way : `run it again, a backfill from ${ticks[0] ?? ''} on`,
  });
}

async function tellRecord({ names }: UploadedRecord): Promise<void> {
  const [first, last] = [names[0], names.at(-1)];
  if (first === undefined) return;
  const text = first === last ? `artifact ${first}` : `artifacts ${first} to ${last}`;
  core.info(`record: ${text}`);
  await writeSummary(`\nJournal and logs: ${text.replaceAll(/\S*-\S*/g, '`$&`')}\n`);
}
