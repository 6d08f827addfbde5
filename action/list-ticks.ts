import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import { PLAN_ARTIFACT, PLAN_FILE, type PlanRecord, printPlanRecord } from '../src/github/backfill/plan-record.ts';
import { openGithub } from '../src/github/api/client.ts';
import { hashTicks, MOST_LEGS, planMatrix } from '../src/github/plan-matrix.ts';
import { uploadArtifact } from '../src/github/upload-artifact.ts';
import { doneTicks } from '../src/project/done-ticks.ts';
import { dispatchField } from '../src/util/dispatch-fields.ts';
import { findBackfill } from './find-ticks.ts';
import { formFields } from './form-fields.ts';
import { valuesPolicy } from './keep-record.ts';
import { type Job, workspaceOf } from './open-job.ts';
import { writeSummary } from './write-summary.ts';

/** Mode `plan`: the legs of a backfill as a matrix, and what the legs check them by. */
export async function listTicks(job: Job): Promise<void> {
  const { request, settings } = job;
  const { trigger, ticks, dates } = await findBackfill(job);
  const done = request.skip === undefined ? new Set<number>() : await askDone(job, trigger, ticks, request.skip);
  const left = dates.filter((_, index) => !done.has(ticks[index] ?? Number.NaN));
  core.setOutput('count', String(dates.length));
  core.setOutput('hash', hashTicks(dates));
  core.setOutput('matrix', JSON.stringify(planMatrix(left, request.backfill, settings.slots).matrix));
  core.setOutput('empty', String(left.length === 0));
  const most = settings.maxParallel ?? MOST_LEGS;
  core.setOutput('parallel', String(Math.min(request.parallel ?? most, most)));
  const count = (of: readonly unknown[]): string => `${of.length} ${of.length === 1 ? 'tick' : 'ticks'}`;
  const found = `${count(dates)} of ${trigger.node.id}`;
  core.info(`${found}, ${dates.length - left.length} left out:\n${left.join('\n')}`);
  const skipped = left.length === dates.length ? '' : `; ${count(left)} left, the others have succeeded`;
  await writeSummary(`${found}, ${dates[0] ?? ''} to ${dates.at(-1) ?? ''}${skipped}\n`);
  await leavePlan(job, left);
}

async function askDone(
  job: Job,
  trigger: Parameters<typeof doneTicks>[2],
  ticks: readonly number[],
  skip: string,
): Promise<ReadonlySet<number>> {
  const github = await openGithub({
    environment: job.environment,
    directory: workspaceOf(job.environment),
    purpose: 'see which ticks have succeeded',
    permissions: ['Actions: read'],
  });
  return doneTicks(github, job.flow, trigger, ticks, skip);
}

/** GitHub tells nobody what the form was filled in with: a resume and the summary need it. */
async function leavePlan(job: Job, ticks: readonly string[]): Promise<void> {
  if (!job.environment['ACTIONS_RESULTS_URL']) return;
  const given = Object.entries(formFields(job.event.inputs));
  const ours = new Set<string>(Object.values(dispatchField));
  const isTold = (field: string): boolean =>
    valuesPolicy(job) === 'full' || (ours.has(field) && field !== dispatchField.inputs);
  const record: PlanRecord = {
    ticks,
    fields: Object.fromEntries(given.filter(([field]) => isTold(field))),
    withheld: given.filter(([field]) => !isTold(field)).map(([field]) => field),
  };
  const folder = join(job.stateDirectory, 'plan');
  await mkdir(folder, { recursive: true });
  const file = join(folder, PLAN_FILE);
  await writeFile(file, printPlanRecord(record));
  try {
    await uploadArtifact(`${PLAN_ARTIFACT}${job.run.attempt}`, [file], folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    core.warning(`the plan could not be kept: ${reason}`, { title: 'Gitphony: backfill' });
  }
}
