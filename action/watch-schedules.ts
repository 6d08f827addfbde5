import * as core from '@actions/core';
import { GitphonyError } from '../src/contract/errors.ts';
import { openGithub } from '../src/github/api/client.ts';
import { sweepClaims } from '../src/github/claim-tick.ts';
import { escapeMarkdown } from '../src/github/summary/escape.ts';
import { openProject } from '../src/project/project.ts';
import { startMissed } from '../src/project/start-missed.ts';
import { parseDuration } from '../src/util/duration.ts';
import { type Environment, workspaceOf } from './open-job.ts';
import { writeSummary } from './write-summary.ts';

/** Claims of planned times that are older than what anybody makes up for. Milliseconds. */
const CLAIMS_KEPT = 60 * 86_400_000;

/** Mode `watch`: starts planned times that GitHub dropped. It runs no task of a flow. Fails with SCHEDULES_LATE where one could not be started. */
export async function watchSchedules(environment: Environment): Promise<void> {
  const project = await openProject(workspaceOf(environment));
  const { watchdog } = project.config;
  const github = await openGithub({
    environment,
    directory: project.root,
    purpose: 'start the planned times that GitHub dropped',
    permissions: ['Actions: write', 'Contents: write'],
  });
  const now = Date.now();
  const { started, problems, failed } = await startMissed(project, github, {
    now,
    grace: parseDuration(watchdog?.grace ?? 'PT30M'),
    ref: environment['GITHUB_REF_NAME'] ?? '',
    holder: { run: Number(environment['GITHUB_RUN_ID']) },
  });
  await sweepClaims(github, now - CLAIMS_KEPT);
  for (const line of started) core.notice(`made up for: ${line}`);
  for (const line of problems) core.warning(line, { title: 'Gitphony: a schedule that does not run' });
  for (const line of failed) core.error(line, { title: 'Gitphony: a schedule that could not be made up for' });
  const lines = [...started, ...problems, ...failed].map((line) => `- ${escapeMarkdown(line)}\n`).join('');
  await writeSummary(lines === '' ? 'All schedules on time.\n' : lines);
  if (failed.length === 0) return;
  throw new GitphonyError(
    'SCHEDULES_LATE',
    `expected to make up for what GitHub dropped, failed for ${failed.length} ${failed.length === 1 ? 'flow' : 'flows'}`,
    { hint: 'see the annotations; the next look tries again' },
  );
}
