import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import { UsageError } from '../src/contract/errors.ts';
import { createConsoleLog } from '../src/github/console-log.ts';
import { guardStdout } from '../src/github/guard-stdout.ts';
import { CARRIED_ARTIFACT, carryRecords } from '../src/github/record/carried-record.ts';
import { runArtifacts } from '../src/github/record/run-artifacts.ts';
import { checkRun, readRun } from '../src/github/record/run-facts.ts';
import { uploadFor } from '../src/github/upload-artifact.ts';
import { openJobGithub } from './open-job-github.ts';
import type { Job } from './open-job.ts';

/** A day: it is for the job after this one, and for its re-runs. */
const RETENTION_DAYS = 1;

/** Mode `record`: fetches the record of the run that is to go on, for the job that does so. No task of a flow runs here. */
export async function fetchRun(job: Job): Promise<void> {
  const stdout = guardStdout();
  const log = createConsoleLog(stdout.write);
  stdout.guard(log);
  try {
    await fetchGuarded(job);
  } finally {
    stdout.release();
    log.close();
  }
}

async function fetchGuarded(job: Job): Promise<void> {
  const { flow, request, run, environment, stateDirectory } = job;
  if (request.resume === undefined) {
    throw new UsageError('DISPATCH_INVALID', 'expected the run to go on with in _resume, got nothing');
  }
  const { runId } = request.resume;
  const github = await openJobGithub(job, `fetch the record of run ${runId}`, ['Actions: read']);
  const facts = await readRun(github, runId);
  checkRun(facts, {
    repository: run.repository,
    workflow: `.github/workflows/${flow.namespace}.${flow.id}.yml`,
    branch: environment['GITHUB_REF_NAME'],
  });
  await mkdir(stateDirectory, { recursive: true });
  const folder = await mkdtemp(join(stateDirectory, 'carried-'));
  const files = await carryRecords(runArtifacts(github, runId), facts, flow.id, folder);
  await uploadFor(RETENTION_DAYS)(`${CARRIED_ARTIFACT}${run.attempt}`, files, folder);
  core.info(`fetched ${files.length - 1} artifacts of run ${runId}, attempt ${facts.attempt}`);
}
