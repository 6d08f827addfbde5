import * as core from '@actions/core';
import { listTicks } from './list-ticks.ts';
import { openJob } from './open-job.ts';
import { reportError } from './report-error.ts';
import { runExecutions } from './run-executions.ts';
import { readSettings } from './settings.ts';

try {
  const settings = readSettings(core.getInput);
  const job = await openJob(settings, process.env);
  if (settings.mode === 'plan') await listTicks(job);
  else await runExecutions(job);
} catch (error) {
  await reportError(error);
}
