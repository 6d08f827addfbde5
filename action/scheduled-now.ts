import * as core from '@actions/core';
import { GitphonyError, UsageError } from '../src/contract/errors.ts';
import type { TriggerRecord } from '../src/contract/events.ts';
import { openGithub } from '../src/github/api/client.ts';
import { type ListedRun, listRuns } from '../src/github/past-runs.ts';
import { type ScheduledTrigger, scheduledTriggers, tickRecord } from '../src/project/backfill.ts';
import { dueTick, plannedTick } from '../src/project/due-tick.ts';
import type { HostSource } from '../src/project/firing-ticks.ts';
import { hasRan, missedTicks, type PastRun, ranTicks, stoppedBy } from '../src/project/missed-ticks.ts';
import { recoveryOf } from '../src/project/start-missed.ts';
import { isoInZone } from '../src/util/time-zone.ts';
import { type Job, workspaceOf } from './open-job.ts';

/**
 * Two triggers may share a cron line: each gets an execution, unless its conditions do not hold or it is too late for it;
 * before it, those for the planned times that GitHub dropped. Fails with CRON_UNKNOWN where no trigger has the line.
 */
export async function scheduledNow(job: Job, cron: string, host: HostSource): Promise<TriggerRecord[]> {
  const fired: TriggerRecord[] = [];
  let known = false;
  const past = await earlierRuns(job);
  for (const trigger of await scheduledTriggers(job.flow, job.project.registry, host)) {
    if (trigger.node.disabled || !(await hasLine(job, trigger, cron))) continue;
    known = true;
    for (const tick of await ticksToRun(job, trigger, cron, past)) fired.push(await tickRecord(trigger, tick));
  }
  if (!known) {
    throw new UsageError('CRON_UNKNOWN', `expected an enabled trigger with the cron "${cron}", the flow has none`, {
      hint: 'the workflow is older than the flow: run gitphony compile and commit',
    });
  }
  return fired;
}

async function hasLine({ project }: Job, trigger: ScheduledTrigger, cron: string): Promise<boolean> {
  const definition = await project.registry.load(trigger.node.type);
  if (definition.kind !== 'trigger') return false;
  const lines = definition.toWorkflow(trigger.properties, trigger.node).schedule ?? [];
  return lines.some((line) => line.cron === cron);
}

/** The missed ones, oldest first, then the one that the cron line stands for now. */
async function ticksToRun(job: Job, trigger: ScheduledTrigger, cron: string, past: EarlierRuns): Promise<number[]> {
  const { node, timezone } = trigger;
  const { now, runs } = past;
  const tell = (why: string): void => core.notice(`nothing to do for the trigger ${node.id}: ${why}`);
  const stopped = stoppedBy(job.flow.id, trigger, runs);
  if (stopped !== undefined) {
    tell(`its last run ended as ${stopped} (stopAfter); a run of it by hand that ends well lets it go on`);
    return [];
  }
  const ran = ranTicks(job.flow.id, trigger, runs);
  const planned = plannedTick(trigger, cron, now);
  const recover = recoveryOf(job.project, trigger);
  const missed = planned === undefined ? [] : await missedTicks(trigger, ran, { until: planned, now, recover });
  for (const tick of missed) {
    core.notice(`${node.id}: GitHub started nothing at ${isoInZone(tick, timezone)}, it is made up for now`);
  }
  // GitHub may bring an old event after a newer one, which has made up for it.
  const isDone = planned !== undefined && hasRan(ran, planned);
  if (isDone) {
    tell(`${isoInZone(planned, timezone)} has been run before`);
    return [...missed];
  }
  const due = await dueTick(trigger, cron, now);
  if ('tick' in due) return [...missed, due.tick];
  tell(due.skipped);
  return [...missed];
}

export interface EarlierRuns {
  /** When the event came: a second attempt stands for the same planned time as the first. */
  readonly now: number;
  readonly runs: readonly PastRun[];
}

/** The runs before this one. Without a token, or without an answer, nothing is known, and only what is due now runs. */
export async function earlierRuns({ environment, flow, run }: Job): Promise<EarlierRuns> {
  if (!environment['GITPHONY_TOKEN']) return { now: Date.now(), runs: [] };
  try {
    const github = await openGithub({
      environment,
      directory: workspaceOf(environment),
      purpose: 'see which planned times have run',
      permissions: ['Actions: read'],
    });
    const runs = await listRuns(github, `${flow.namespace}.${flow.id}.yml`);
    const own: ListedRun | undefined = runs.find(({ id }) => String(id) === run.runId);
    const before = runs.filter(({ id }) => id < Number(run.runId));
    return { now: run.attempt === '1' ? Date.now() : (own?.createdAt ?? Date.now()), runs: before };
  } catch (error) {
    if (!(error instanceof GitphonyError)) throw error;
    core.warning(`${error.message}: planned times that GitHub dropped are not made up for in this run`, {
      title: `Gitphony: ${error.code}`,
    });
    return { now: Date.now(), runs: [] };
  }
}
