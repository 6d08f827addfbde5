import * as core from '@actions/core';
import { GitphonyError } from '../src/contract/errors.ts';
import { openGithub } from '../src/github/api/client.ts';
import { readTrace } from '../src/github/backfill/past-backfills.ts';
import { countStates, renderTicks } from '../src/github/backfill/render-ticks.ts';
import { type TickState, tickStates } from '../src/github/backfill/tick-states.ts';
import { findBackfill } from './find-ticks.ts';
import { type Job, workspaceOf } from './open-job.ts';
import { writeSummary } from './write-summary.ts';

/**
 * Mode `summary`: one table over all legs of a backfill, by the jobs of this run and what legs of several ticks left. A table that cannot be
 * made is a warning: the backfill is what it is.
 */
export async function sumUp(job: Job): Promise<void> {
  const { flow, request } = job;
  try {
    const { trigger, states } = await readStates(job);
    const window = `${request.start ?? ''} to ${request.end ?? 'now'}`;
    core.info(`${states.length} ticks of ${trigger}: ${countStates(states)}`);
    await writeSummary(renderTicks(`${flow.namespace}.${flow.id} ${trigger}, ${window}`, states));
  } catch (error) {
    if (!(error instanceof GitphonyError)) throw error;
    const text = error.hint === undefined ? error.message : `${error.message}\nhint: ${error.hint}`;
    core.warning(`the legs could not be summed up: ${text}`, { title: `Gitphony: ${error.code}` });
  }
}

async function readStates(job: Job): Promise<{ readonly trigger: string; readonly states: readonly TickState[] }> {
  const { trigger, dates } = await findBackfill(job);
  const github = await openGithub({
    environment: job.environment,
    directory: workspaceOf(job.environment),
    purpose: 'read the legs of this backfill',
    permissions: ['Actions: read'],
  });
  const trace = await readTrace(github, { run: Number(job.run.runId), isOver: true });
  return { trigger: trigger.node.id, states: tickStates(dates, trace) };
}
