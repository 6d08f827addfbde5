import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import { createRecordCopier, type RecordPolicy } from '../src/github/record-files.ts';
import { createRecordUploader, type RecordUploader } from '../src/github/record-uploader.ts';
import { uploadArtifact } from '../src/github/upload-artifact.ts';
import type { Job } from './open-job.ts';

/** What the post step needs to save a record that the main step could not save whole. */
export interface RecordState {
  readonly name: string;
  readonly policy: RecordPolicy;
  readonly stateDirectory: string;
}

/** Name of the state that main leaves for post. */
export const RECORD_STATE = 'record';

/** Whether strangers may see values: what `gitphony.yaml` says, else by the repository's visibility. */
export function valuesPolicy({ project, event }: Pick<Job, 'project' | 'event'>): RecordPolicy {
  const { history } = project.config;
  if (history === 'full') return 'full';
  return history === 'auto' && !event.isPublic ? 'full' : 'metadata';
}

/** Begins to upload the record; undefined where `history: none` says not to, or the runner has no artifact service. */
export async function keepRecord(job: Job, executionId: string): Promise<RecordUploader | undefined> {
  if (job.project.config.history === 'none') return undefined;
  if (!job.environment['ACTIONS_RESULTS_URL']) {
    core.info('no artifact service on this runner: the record of this run is not kept');
    return undefined;
  }
  const state: RecordState = {
    name: `gitphony-${job.flow.id}-${executionId}-${job.run.attempt}`,
    policy: valuesPolicy(job),
    stateDirectory: job.stateDirectory,
  };
  core.saveState(RECORD_STATE, JSON.stringify(state));
  const uploader = await openUploader(state);
  return {
    flush: () => uploader.flush(),
    async close() {
      const uploaded = await uploader.close();
      if (uploaded.isComplete) core.saveState(RECORD_STATE, '');
      return uploaded;
    },
  };
}

/** An uploader for what a state folder holds. */
export async function openUploader({ name, policy, stateDirectory }: RecordState): Promise<RecordUploader> {
  const temporaryDirectory = join(stateDirectory, 'uploads');
  await mkdir(temporaryDirectory, { recursive: true });
  return createRecordUploader({
    name,
    copier: createRecordCopier(stateDirectory, policy),
    temporaryDirectory,
    upload: uploadArtifact,
    warn: (message) => core.warning(message, { title: 'Gitphony: record' }),
  });
}
