import { existsSync, readFileSync } from 'node:fs';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import { GitphonyError, UsageError } from '../src/contract/errors.ts';
import { derivedId } from '../src/engine/index.ts';
import { type ExpectedOrigin } from '../src/github/record/check-manifest.ts';
import type { ArtifactSource } from '../src/github/record/artifact-source.ts';
import {
  type FetchedRecord,
  fetchRecord,
  newestUploads,
  type RecordUploads,
} from '../src/github/record/fetch-record.ts';
import { readCarried } from '../src/github/record/carried-record.ts';
import type { ResumeOrder } from '../src/github/resume-order.ts';
import { ownArtifacts } from '../src/github/record/own-artifacts.ts';
import { isRecordFault, recordError } from '../src/github/record/record-error.ts';
import { KEYS_JOURNAL, LEFT_BEHIND_FILE, PLAN_FILE } from '../src/github/record-files.ts';
import { checkRecord } from '../src/project/check-record.ts';
import { keepsValues, openSealKey } from './history.ts';
import type { Job } from './open-job.ts';
import { originOf, recordIdOf } from './record-origin.ts';
import { isGood, type Recorded, readRecorded } from './recorded.ts';
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
  /** Somebody has asked for the flow as it is now, and it is another one. */
  readonly isOtherRevision: boolean;
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
    const taken = await install(job, ownArtifacts, [uploads], {
      expected: originOf(job),
      origin: `attempt ${uploads.name.attempt}`,
      latest: false,
    });
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

/**
 * Puts the record of another run in place, which the job before this one has fetched. Somebody has asked for just this run: what
 * may not be used is an error.
 *
 * @throws GitphonyError RECORD_FOREIGN, RECORD_DAMAGED, RECORD_TOO_LARGE, RECORD_SEALED, RECORD_MISSING, FLOW_CHANGED,
 *   EXECUTION_SUCCEEDED, EXECUTION_AMBIGUOUS, EXECUTION_NOT_ENDED
 */
export async function takeOverRun(job: Job, order: ResumeOrder): Promise<TakenOver> {
  const work = await makeWork(job);
  try {
    const { run, source } = await readCarried(order.runId, work);
    const uploads = newestUploads(await source.list(), ({ flow }) => flow === job.flow.id);
    const { flowHash: _asked, ...own } = originOf(job);
    const taken = await install(job, source, uploads, {
      expected: { ...own, event: run.event, runId: String(run.id) },
      origin: `run ${run.id}`,
      latest: order.latest,
    });
    return { ...taken, items: chooseItems(job, taken, order) };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** What is to be done of it: all that did not end well, or one execution once more. */
function chooseItems(
  job: Job,
  { items, leftBehind: left, origin }: TakenOver,
  order: ResumeOrder,
): readonly WorkItem[] {
  const recorded = (id: string): Recorded | undefined => readRecorded(join(job.stateDirectory, 'executions'), id, left);
  if (order.replay) {
    const [only, other] = items;
    if (only === undefined || other !== undefined)
      throw new UsageError('EXECUTION_AMBIGUOUS', `expected a run with one execution, ${origin} has ${items.length}`, {
        hint: 'replay is for one of them: gitphony executions pull RUN, then gitphony executions replay ID',
      });
    if (recorded(only.id)?.hasEnded !== true)
      throw new UsageError('EXECUTION_NOT_ENDED', `expected an execution that has ended, that of ${origin} has not`, {
        hint: 'go on with it: leave `replay` out',
      });
    const id = derivedId('replay', job.run.repository, job.run.runId, job.run.job, only.id);
    const replay = { of: only.id, ...(order.task === undefined ? {} : { task: order.task }) };
    return [{ id, ...(only.trigger === undefined ? {} : { trigger: only.trigger }), replay }];
  }
  const open = items.filter(({ id }) => {
    const found = recorded(id);
    return found === undefined || !isGood(found);
  });
  if (open.length > 0) return open;
  throw new UsageError('EXECUTION_SUCCEEDED', `expected a run with something left to do, ${origin} ended well`, {
    hint: 'run the flow again, or repeat it: write `replay` behind the number',
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

/** Downloads and checks records, then moves them to where the engine looks. */
async function install(
  job: Job,
  source: ArtifactSource,
  uploads: readonly RecordUploads[],
  {
    expected,
    origin,
    latest,
  }: { readonly expected: ExpectedOrigin; readonly origin: string; readonly latest: boolean },
): Promise<TakenOver> {
  const work = await makeWork(job);
  try {
    const records: FetchedRecord[] = [];
    const items: WorkItem[] = [];
    for (const [index, upload] of uploads.entries()) {
      const own = join(work, String(index));
      await mkdir(own);
      const record = await fetchRecord(source, upload, { work: own, expected, key: openSealKey(job) });
      if (record.manifest.history === 'metadata')
        throw recordError('RECORD_MISSING', 'it holds no values (history: metadata)');
      const { executions, flowHash } = record.manifest;
      if (flowHash !== job.flow.sourceHash && !latest) throw changed(job, origin);
      await checkRecord(record.folder, { flow: job.flow, executions });
      const planned = readPlan(record.folder, executions);
      refuseOtherTriggers(job, planned);
      items.push(...planned);
      records.push(record);
    }
    await clear(job.stateDirectory);
    for (const { folder } of records) await put(folder, job.stateDirectory);
    const executions = records.flatMap(({ manifest }) => manifest.executions);
    return {
      items,
      others: executions.filter((id) => items.every((item) => item.id !== id)),
      origin,
      isLost: uploads.every(({ end }) => end === undefined || end === 'INTERRUPTED'),
      isOtherRun: records.some(({ manifest }) => manifest.runId !== job.run.runId),
      isOtherRevision: records.some(({ manifest }) => manifest.flowHash !== job.flow.sourceHash),
      leftBehind: new Set(records.flatMap(({ folder }) => [...leftBehind(folder)])),
    };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function makeWork({ stateDirectory }: Job): Promise<string> {
  const downloads = join(stateDirectory, 'downloads');
  await mkdir(downloads, { recursive: true });
  return mkdtemp(join(downloads, 'record-'));
}

function changed({ flow }: Job, origin: string): UsageError {
  return new UsageError('FLOW_CHANGED', `${flow.file} has changed since ${origin}`, {
    hint: 'ask for the new revision: write `latest` behind the number in _resume, or gitphony executions restart --github RUN --latest',
  });
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

async function put(folder: string, stateDirectory: string): Promise<void> {
  const keys = join(folder, KEYS_JOURNAL);
  // Of several legs each has its own.
  if (existsSync(keys)) await appendFile(join(stateDirectory, KEYS_JOURNAL), await readFile(keys));
  await rm(keys, { force: true });
  await cp(folder, stateDirectory, { recursive: true });
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
