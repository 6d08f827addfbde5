import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import { packRecord } from '../src/github/record/pack-record.ts';
import { recordArtifact } from '../src/github/record/artifact-names.ts';
import type { RecordManifest } from '../src/github/record/manifest.ts';
import { type SealKey, sealKey } from '../src/github/record/sealed-file.ts';
import { createRecordCopier, type RecordPolicy } from '../src/github/record-files.ts';
import { createRecordUploader, type RecordUploader } from '../src/github/record-uploader.ts';
import { uploadFor } from '../src/github/upload-artifact.ts';
import { HISTORY_KEY, historyOf, openSealKey } from './history.ts';
import type { Job } from './open-job.ts';
import { manifestOf } from './record-origin.ts';

/** What the post step needs to save a record that the main step could not save whole. */
export interface RecordState {
  readonly name: string;
  readonly manifest: RecordManifest;
  readonly stateDirectory: string;
  /** Bytes of the largest stored file that is kept. */
  readonly largestFile: number;
  readonly retentionDays?: number;
  /** How it ended, where main came to know. */
  readonly end?: string;
}

/** Name of the state that main leaves for post. */
export const RECORD_STATE = 'record';

/** Whether strangers may see values, in a summary as in a record. */
export function valuesPolicy(job: Pick<Job, 'project' | 'event'>): RecordPolicy {
  return historyOf(job) === 'full' ? 'full' : 'metadata';
}

/** Begins to upload the record; undefined where `history: none` says not to, or the runner has no artifact service. */
export async function keepRecord(job: Job, executions: readonly string[]): Promise<RecordUploader | undefined> {
  const history = historyOf(job);
  if (history === 'none') return undefined;
  const key = openSealKey(job);
  if (!job.environment['ACTIONS_RESULTS_URL']) {
    core.info('no artifact service on this runner: the record of this run is not kept');
    return undefined;
  }
  const manifest = manifestOf(job, history, executions);
  const { files } = job.project.config;
  const state: RecordState = {
    name: recordArtifact(job.flow.id, manifest.record, job.run.attempt),
    manifest,
    stateDirectory: job.stateDirectory,
    largestFile: files.limit,
    ...(files.retentionDays === undefined ? {} : { retentionDays: files.retentionDays }),
  };
  core.saveState(RECORD_STATE, JSON.stringify(state));
  const uploader = await openUploader(state, key);
  return {
    flush: () => uploader.flush(),
    async close(end) {
      if (end !== undefined) core.saveState(RECORD_STATE, JSON.stringify({ ...state, end }));
      const uploaded = await uploader.close(end);
      if (uploaded.isComplete) core.saveState(RECORD_STATE, '');
      return uploaded;
    },
  };
}

/** The key for a record that main began. Fails where the step has lost its passphrase: nothing is uploaded in the open then. */
export function sealKeyFor({ manifest }: RecordState, environment: Job['environment']): SealKey | undefined {
  if (manifest.history !== 'encrypted') return undefined;
  const passphrase = environment[HISTORY_KEY];
  if (!passphrase) throw new Error(`the record is to be encrypted, but ${HISTORY_KEY} is not set in the post step`);
  return sealKey(passphrase);
}

/** An uploader for what a state folder holds. */
export async function openUploader(state: RecordState, key: SealKey | undefined): Promise<RecordUploader> {
  const { name, manifest, stateDirectory, largestFile, retentionDays } = state;
  const temporaryDirectory = join(stateDirectory, 'uploads');
  await mkdir(temporaryDirectory, { recursive: true });
  const policy = manifest.history === 'metadata' ? 'metadata' : 'full';
  return createRecordUploader({
    name,
    copier: packRecord(createRecordCopier(stateDirectory, policy, largestFile), manifest, key),
    temporaryDirectory,
    upload: uploadFor(retentionDays),
    warn: (message) => core.warning(message, { title: 'Gitphony: record' }),
  });
}
