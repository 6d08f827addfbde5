import * as core from '@actions/core';
import { openGithub } from '../src/github/api/client.ts';
import { readTrace } from '../src/github/backfill/past-backfills.ts';
import { countStates, renderTicks } from '../src/github/backfill/render-ticks.ts';
import { tickStates } from '../src/github/backfill/tick-states.ts';
import { findBackfill } from './find-ticks.ts';
import { type Job, workspaceOf } from './open-job.ts';
import { writeSummary } from './write-summary.ts';

/** Mode `summary`: one table over all legs of a backfill, by the jobs of this run and what legs of several ticks left. */
export async function sumUp(job: Job): Promise<void> {
  const { environment, flow, run, request } = job;
  const { trigger, dates } = await findBackfill(job);
  const github = await openGithub({
    environment,
    directory: workspaceOf(environment),
    purpose: 'read the legs of this backfill',
    permissions: ['Actions: read'],
  });
  const trace = await readTrace(github, { run: Number(run.runId), isOver: true });
  const states = tickStates(dates, trace);
  const window = `${request.start ?? ''} to ${request.end ?? 'now'}`;
  core.info(`${states.length} ticks of ${trigger.node.id}: ${countStates(states)}`);
  await writeSummary(renderTicks(`${flow.namespace}.${flow.id} ${trigger.node.id}, ${window}`, states));
}
