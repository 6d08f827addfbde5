import * as core from '@actions/core';
import { planMatrix } from '../src/github/plan-matrix.ts';
import { findBackfill } from './find-ticks.ts';
import type { Job } from './open-job.ts';
import { writeSummary } from './write-summary.ts';

/** Mode `plan`: the legs of a backfill as a matrix, and what the legs check them by. */
export async function listTicks(job: Job): Promise<void> {
  const { trigger, dates } = await findBackfill(job);
  const { matrix, count, hash } = planMatrix(dates, job.request.backfill);
  core.setOutput('matrix', JSON.stringify(matrix));
  core.setOutput('count', String(count));
  core.setOutput('hash', hash);
  const ticks = `${count} ${count === 1 ? 'tick' : 'ticks'} of ${trigger.node.id}`;
  core.info(`${ticks}:\n${dates.join('\n')}`);
  await writeSummary(`${ticks}, ${dates[0] ?? ''} to ${dates.at(-1) ?? ''}\n`);
}
