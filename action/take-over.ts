import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import { GitphonyError } from '../src/contract/errors.ts';
import { type ExpectedOrigin } from '../src/github/record/check-manifest.ts';
import type { ArtifactSource } from '../src/github/record/artifact-source.ts';
import {
  type FetchedRecord,
  fetchRecord,
  newestUploads,
  type RecordUploads,
} from '../src/github/record/fetch-record.ts';
import { ownArtifacts } from '../src/github/record/own-artifacts.ts';
import { isRecordFault, recordError } from '../src/github/record/record-error.ts';
import { KEYS_JOURNAL, LEFT_BEHIND_FILE, PLAN_FILE } from '../src/github/record-files.ts';
import { checkRecord } from '../src/project/check-record.ts';
import { keepsValues, openSealKey } from './history.ts';
import type { Job } from './open-job.ts';
import { originOf, recordIdOf } from './record-origin.ts';
import { isGood, readRecorded } from './recorded.ts';
import { readPlan, type WorkItem } from './work-item.ts';

/** What an earlier attempt or run left, put where this job's own state is. */
export interface TakenOver {
  readonly items: readonly WorkItem[];
  /** Further executions that the record is about. */
  readonly others: readonly string[];
  /** `attempt 1`, `run 4711`. */
  readonly origin: string;
  /** Its upload ended without a word: the runner was lost, or the disk. */
  readonly isLost: boolean;
  /** It was another run, whose form had its own inputs. */
  readonly isOtherRun: boolean;
  /** Addresses of stored files that were too large to be kept. */
  readonly leftBehind: ReadonlySet<string>;
}

/**
 * Looks for the record of the attempts before this one, and puts it in place. Undefined where there is nothing to go on from: a
 * first attempt, no record, or one that may not be used, which is said by a warning; then the run starts over.
 */
export async function takeOverAttempt(job: Job): Promise<TakenOver | undefined> {
  if (Number(job.run.attempt) < 2 || !job.environment['ACTIONS_RESULTS_URL']) return undefined;
  if (!keepsValues(job)) {
    tell(
      'its record has no values (history in gitphony.yaml), so the run starts over; history: encrypted would let it go on',
    );
    return undefined;
  }
  const uploads = await findUploads(job);
  if (uploads === undefined) {
    tell('no attempt before this one left a record of this job: the run starts over');
    return undefined;
  }
  try {
    const taken = await install(job, ownArtifacts, uploads, originOf(job), `attempt ${uploads.name.attempt}`);
    if (!isDone(job, taken)) return taken;
    await clear(job.stateDirectory);
    tell('all of it had ended well: somebody wants it once more, so the run starts over');
    return undefined;
  } catch (error) {
    if (!isRecordFault(error)) throw error;
    core.warning(`${error.message}\nThe run starts over: what the earlier attempt had finished is done again.`, {
      title: `Gitphony: ${error.code}`,
    });
    return undefined;
  }
}

function isDone({ stateDirectory }: Job, { items, leftBehind: left }: TakenOver): boolean {
  return items.every(({ id }) => {
    const recorded = readRecorded(join(stateDirectory, 'executions'), id, left);
    return recorded !== undefined && isGood(recorded);
  });
}

async function findUploads(job: Job): Promise<RecordUploads | undefined> {
  const own = recordIdOf(job);
  try {
    const artifacts = await ownArtifacts.list();
    const [found] = newestUploads(
      artifacts,
      ({ record, attempt }) => record === own && attempt < Number(job.run.attempt),
    );
    return found;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GitphonyError(
      'RECORD_UNREACHABLE',
      `the artifacts of the earlier attempts could not be listed: ${reason}`,
      {
        cause,
        hint: 're-run the job: started over, it would do again what is done already',
        retryable: true,
      },
    );
  }
}

/** Downloads and checks a record, then moves it to where the engine looks. */
export async function install(
  job: Job,
  source: ArtifactSource,
  uploads: RecordUploads,
  expected: ExpectedOrigin,
  origin: string,
): Promise<TakenOver> {
  const downloads = join(job.stateDirectory, 'downloads');
  await mkdir(downloads, { recursive: true });
  const work = await mkdtemp(join(downloads, 'record-'));
  try {
    const record = await fetchRecord(source, uploads, { work, expected, key: openSealKey(job) });
    if (record.manifest.history === 'metadata')
      throw recordError('RECORD_MISSING', 'it holds no values (history: metadata)');
    const { executions } = record.manifest;
    await checkRecord(record.folder, { flow: job.flow, executions });
    const items = readPlan(record.folder, executions);
    refuseOtherTriggers(job, items);
    await put(record, job.stateDirectory);
    return {
      items,
      others: executions.filter((id) => items.every((item) => item.id !== id)),
      origin,
      isLost: uploads.end === undefined || uploads.end === 'INTERRUPTED',
      isOtherRun: record.manifest.runId !== job.run.runId,
      leftBehind: leftBehind(record.folder),
    };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function refuseOtherTriggers({ flow }: Job, items: readonly WorkItem[]): void {
  const known = new Map(flow.triggers.map(({ id, type }) => [id, type]));
  for (const { trigger } of items) {
    if (trigger === undefined || known.has(trigger.id)) continue;
    throw recordError(
      'RECORD_DAMAGED',
      `it names the trigger ${JSON.stringify(trigger.id.slice(0, 100))}, which the flow has not`,
    );
  }
}

async function put({ folder }: FetchedRecord, stateDirectory: string): Promise<void> {
  await clear(stateDirectory);
  await cp(folder, stateDirectory, { recursive: true, errorOnExist: false, verbatimSymlinks: true });
}

/** Of this record, or of what a runner that is not thrown away kept of another job. */
async function clear(stateDirectory: string): Promise<void> {
  for (const name of ['executions', 'storage', PLAN_FILE, KEYS_JOURNAL, LEFT_BEHIND_FILE])
    await rm(join(stateDirectory, name), { recursive: true, force: true });
}

function leftBehind(folder: string): ReadonlySet<string> {
  const file = join(folder, LEFT_BEHIND_FILE);
  if (!existsSync(file)) return new Set();
  try {
    const paths: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (Array.isArray(paths) && paths.every((path) => typeof path === 'string')) {
      return new Set(paths.map((path) => `kestra:///${path.slice('storage/'.length).replaceAll(' ', '%20')}`));
    }
  } catch (cause) {
    throw recordError('RECORD_DAMAGED', 'what it left behind cannot be read', cause);
  }
  throw recordError('RECORD_DAMAGED', 'what it left behind is no list of paths');
}

function tell(text: string): void {
  core.notice(text, { title: 'Gitphony: an earlier attempt' });
}
