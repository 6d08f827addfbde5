import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import { GitphonyError } from '../src/contract/errors.ts';
import type { TriggerRecord } from '../src/contract/events.ts';
import { KEYS_ARTIFACT, KEYS_FILE, printJobKeys } from '../src/github/kv/key-changes.ts';
import type { RunnerKeys } from '../src/github/kv/runner-keys.ts';
import { uploadArtifact } from '../src/github/upload-artifact.ts';
import { printJson } from '../src/util/json.ts';
import type { Job } from './open-job.ts';

/**
 * Hands what the executions wrote to the job that saves it: this one may not write, because it ran the flow's tasks.
 * Fails with KEYS_LOST: a write that is not saved must not pass for one that is.
 */
export async function handOnKeys(job: Job, keys: RunnerKeys, first: TriggerRecord | undefined): Promise<void> {
  const changes = keys.changes();
  if (changes.length === 0) return;
  const { run, settings, stateDirectory, environment } = job;
  if (settings.named) {
    core.warning(
      `keys: ${changes.length} written and not kept, for this is a trial of a branch: its keys end with the run`,
    );
    return;
  }
  const order = first === undefined ? '' : printJson(first.variables['date'] ?? null);
  const folder = join(stateDirectory, 'keys');
  const file = join(folder, KEYS_FILE);
  await mkdir(folder, { recursive: true });
  await writeFile(file, printJobKeys({ order, changes }));
  const name = `${KEYS_ARTIFACT}${run.job}-${settings.ticks[0]?.replaceAll(/[^\w-]/g, '-') ?? run.step.replaceAll(/[^\w-]/g, '-')}.${run.attempt}`;
  try {
    if (!environment['ACTIONS_RESULTS_URL']) throw new Error('this runner has no artifact service');
    await uploadArtifact(name, [file], folder);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GitphonyError('KEYS_LOST', `expected to hand on ${changes.length} written keys, but ${reason}`, {
      cause,
      hint: 'run the flow again: the keys have their old values',
      retryable: true,
    });
  }
  core.setOutput('keys', 'true');
  core.info(`keys: ${changes.length} written, saved by the job after this one`);
}
