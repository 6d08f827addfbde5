import { mkdir } from 'node:fs/promises';
import * as core from '@actions/core';
import type { EngineHost } from '../src/contract/engine-host.ts';
import { createRecordCopier, type RecordPolicy } from '../src/github/record-files.ts';
import { createRecordUploader, type RecordUploader } from '../src/github/record-uploader.ts';
import { uploadArtifact } from '../src/github/upload-artifact.ts';
import type { Job } from './open-job.ts';

/** What the post step needs to save a record whose main step was killed. */
export interface RecordState {
  readonly name: string;
  readonly policy: RecordPolicy;
  readonly executionsDirectory: string;
  readonly temporaryDirectory: string;
}

/** Name of the state that main leaves for post. */
export const RECORD_STATE = 'record';

/** Whether strangers may see values: what `gitphony.yaml` says, else by the repository's visibility. */
export function valuesPolicy({ project, event }: Job): RecordPolicy {
  const { history } = project.config;
  if (history === 'full') return 'full';
  return history === 'auto' && !event.isPublic ? 'full' : 'metadata';
}

/** Begins to upload the record; undefined where `history: none` says not to, or the runner has no artifact service. */
export async function keepRecord(
  job: Job,
  host: EngineHost,
  executionId: string,
  warn: (message: string) => void,
): Promise<RecordUploader | undefined> {
  if (job.project.config.history === 'none') return undefined;
  if (process.env['ACTIONS_RESULTS_URL'] === undefined) {
    core.info('no artifact service on this runner: the record of this run is not kept');
    return undefined;
  }
  const state: RecordState = {
    name: `gitphony-${job.flow.id}-${executionId}-${job.run.attempt}`,
    policy: valuesPolicy(job),
    executionsDirectory: host.executionsDirectory,
    temporaryDirectory: host.temporaryDirectory,
  };
  core.saveState(RECORD_STATE, JSON.stringify(state));
  await mkdir(host.temporaryDirectory, { recursive: true });
  const uploader = createRecordUploader({
    name: state.name,
    first: 0,
    copier: createRecordCopier(state.executionsDirectory, state.policy),
    temporaryDirectory: state.temporaryDirectory,
    upload: uploadArtifact,
    warn,
  });
  return {
    flush: () => uploader.flush(),
    async close() {
      const name = await uploader.close();
      core.saveState(RECORD_STATE, '');
      return name;
    },
  };
}
