import * as core from '@actions/core';
import type { EngineHost } from '../src/contract/engine-host.ts';
import { GitphonyError } from '../src/contract/errors.ts';
import type { TriggerRecord } from '../src/contract/events.ts';
import type { Execution } from '../src/contract/execution.ts';
import { derivedId } from '../src/engine/index.ts';
import { createConsoleLog } from '../src/github/console-log.ts';
import { guardStdout } from '../src/github/guard-stdout.ts';
import type { UploadedRecord } from '../src/github/record-uploader.ts';
import { MOST_SUMMARY_BYTES } from '../src/github/summary/summary-limit.ts';
import { createEngineHost } from '../src/project/engine-host.ts';
import { flowRevision } from '../src/project/flow-revision.ts';
import { startFlow } from '../src/project/start-flow.ts';
import { printJson } from '../src/util/json.ts';
import { findTriggers } from './find-triggers.ts';
import { givenInputs } from './given-inputs.ts';
import { handOver } from './hand-over.ts';
import { handOnKeys } from './hand-on-keys.ts';
import { keepRecord } from './keep-record.ts';
import { openIdentity } from './open-identity.ts';
import { openKeys } from './open-keys.ts';
import type { Job } from './open-job.ts';
import { openPackageCache } from './package-cache.ts';
import { reportExecution } from './report-execution.ts';
import { createStopRun, type StopRun } from './stop-run.ts';
import { writeSummary } from './write-summary.ts';

/** Modes `run` and `backfill`: runs the executions that the job stands for, one after another. */
export async function runExecutions(job: Job): Promise<void> {
  const triggers = await findTriggers(job);
  if (triggers.length === 0) {
    await writeSummary('Nothing to do: the trigger does not fire now.\n');
    return;
  }
  const stdout = guardStdout();
  const log = createConsoleLog(stdout.write);
  stdout.guard(log);
  const keys = openKeys(job);
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
    const record = await keepRecord(job, executionId(job, triggers[0]));
    try {
      const ended: Execution[] = [];
      try {
        await runInOrder(job, host, triggers, stop, ended);
      } finally {
        await handOver(job, ended);
      }
      await packages?.save();
    } finally {
      // A failed run's keys are written too, as on a Kestra server.
      await handOnKeys(job, keys, triggers[0]);
      if (record !== undefined) await tellRecord(await record.close());
    }
  } finally {
    stop.close();
    stdout.release();
    log.close();
  }
}

async function runInOrder(
  job: Job,
  host: EngineHost,
  triggers: readonly (TriggerRecord | undefined)[],
  stop: StopRun,
  ended: Execution[],
): Promise<void> {
  let room = MOST_SUMMARY_BYTES;
  for (const [index, trigger] of triggers.entries()) {
    const execution = await runOne(job, host, trigger, stop);
    ended.push(execution);
    room -= await reportExecution(job, execution, room);
    if (stop.reason === undefined) continue;
    throw stopped(stop.reason, triggers.slice(index + 1));
  }
}

async function runOne(
  job: Job,
  host: EngineHost,
  trigger: TriggerRecord | undefined,
  stop: StopRun,
): Promise<Execution> {
  const { flow, parsed, request } = job;
  const handle = await startFlow(
    { flow, text: parsed.text, rangeOf: (path) => parsed.rangeOf(path) },
    {
      inputs: await givenInputs(job, trigger),
      labels: request.labels,
      flowRevision: await flowRevision(job.project.repository, flow),
      executionId: executionId(job, trigger),
      ...(trigger === undefined ? {} : { trigger }),
    },
    host,
  );
  return stop.watch(handle, handle.result);
}

/** The same for every attempt of a run, so that a later one finds what an earlier one did. */
function executionId({ run, flow }: Job, trigger: TriggerRecord | undefined): string {
  const tick = trigger === undefined ? '' : `${trigger.id} ${dateOf(trigger)}`;
  const { repository, runId, job, step } = run;
  return derivedId('github', repository, runId, job, step, `${flow.namespace}.${flow.id}`, tick);
}

function dateOf(trigger: TriggerRecord): string {
  return printJson(trigger.variables['date'] ?? null);
}

function stopped(reason: string, left: readonly (TriggerRecord | undefined)[]): GitphonyError {
  const ticks = left.filter((trigger) => trigger !== undefined).map(dateOf);
  const rest = ticks.length === 0 ? '' : `; not begun: ${ticks.join(', ')}`;
  return new GitphonyError('RUN_STOPPED', `${reason}${rest}`, {
    hint: ticks.length === 0 ? 'run it again' : `run it again, a backfill from ${ticks[0] ?? ''} on`,
  });
}

async function tellRecord({ names }: UploadedRecord): Promise<void> {
  const [first, last] = [names[0], names.at(-1)];
  if (first === undefined) return;
  const text = first === last ? `artifact ${first}` : `artifacts ${first} to ${last}`;
  core.info(`record: ${text}`);
  await writeSummary(`\nJournal and logs: ${text.replaceAll(/\S*-\S*/g, '`$&`')}\n`);
}
