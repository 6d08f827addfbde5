import * as core from '@actions/core';
import { createMasker, type Masker } from '../src/util/masker.ts';
import { maskSecrets } from './mask-secrets.ts';
import { openJob, workspaceOf } from './open-job.ts';
import { reportError } from './report-error.ts';
import { readSettings } from './settings.ts';

let masker: Masker = createMasker();
try {
  masker = maskSecrets(workspaceOf(process.env), process.env);
  const mode = core.getInput('mode');
  if (mode === 'check') {
    const { checkProject } = await import('./check-project.ts');
    await checkProject(process.env);
  } else if (mode === 'commit') {
    const { commitProject } = await import('./commit-project.ts');
    await commitProject(process.env);
  } else if (mode === 'watch') {
    const { watchSchedules } = await import('./watch-schedules.ts');
    await watchSchedules(process.env);
  } else if (mode === 'poll') {
    const { pollTriggers } = await import('./poll-triggers.ts');
    await pollTriggers(process.env);
  } else if (mode === 'start') {
    const { startPolled } = await import('./start-polled.ts');
    await startPolled(process.env);
  } else {
    await runMode();
  }
} catch (error) {
  await reportError(error, (text) => masker.mask(text));
}

/** The modes that are about one flow. */
async function runMode(): Promise<void> {
  const settings = readSettings(core.getInput);
  const job = await openJob(settings, process.env);
  if (settings.mode === 'plan') {
    const { listTicks } = await import('./list-ticks.ts');
    await listTicks(job);
  } else if (settings.mode === 'finish') {
    const { startFollowers } = await import('./start-followers.ts');
    await startFollowers(job);
  } else if (settings.mode === 'record') {
    const { fetchRun } = await import('./fetch-run.ts');
    await fetchRun(job);
  } else if (settings.mode === 'summary') {
    const { sumUp } = await import('./sum-up.ts');
    await sumUp(job);
  } else if (settings.mode === 'hand-on') {
    const { handOn } = await import('./hand-on.ts');
    await handOn(job);
  } else if (settings.mode === 'keys') {
    const { saveRunKeys } = await import('./save-run-keys.ts');
    await saveRunKeys(job);
  } else {
    const { runExecutions } = await import('./run-executions.ts');
    await runExecutions(job);
  }
}
