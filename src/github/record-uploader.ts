import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withinTime } from './within-time.ts';
import type { RecordCopier } from './record-files.ts';

/** Uploads a record while its executions run, so that it outlives the runner. */
export interface RecordUploader {
  /** Uploads what is new, now; answers the artifact's name, or undefined where there was nothing new. */
  flush(): Promise<string | undefined>;
  /** Ends the timer and uploads the rest, under a name that tells how it ended where `end` (capitals) says so. */
  close(end?: string): Promise<UploadedRecord>;
}

/** What became of a record. */
export interface UploadedRecord {
  /** Names of the artifacts that arrived, in order. */
  readonly names: readonly string[];
  /** Whether nothing is missing. */
  readonly isComplete: boolean;
}

/** Sends files as one artifact. */
export type UploadArtifact = (name: string, files: readonly string[], root: string) => Promise<void>;

/** At most so old is what an ended runner takes with it. */
const INTERVAL_MILLISECONDS = 30_000;
/** Of runners that are lost, many are lost early. */
const FIRST_MILLISECONDS = 10_000;
/** GitHub takes 500 artifacts of a job: beyond this many uploads, the pauses double with each further hundred. Six hours end at 400. */
const UPLOADS_AT_FULL_PACE = 200;
/** An upload that takes longer is given up: the job waits for the last one. */
const LONGEST_UPLOAD_MILLISECONDS = 120_000;

/**
 * Uploads every 30 seconds where something is new. Artifacts are immutable: each upload is one of its own, `<name>-<n>`.
 * A failed upload never fails the flow: its news go with the next one. One warning for failures in a row, and one at the end.
 */
export function createRecordUploader(options: {
  readonly name: string;
  readonly copier: RecordCopier;
  readonly temporaryDirectory: string;
  readonly upload: UploadArtifact;
  readonly warn: (message: string) => void;
  /** Milliseconds between uploads. Default 30,000. */
  readonly interval?: number;
  /** Milliseconds until an upload is given up. Default 120,000. */
  readonly patience?: number;
}): RecordUploader {
  const { interval = INTERVAL_MILLISECONDS, patience = LONGEST_UPLOAD_MILLISECONDS } = options;
  const names: string[] = [];
  let uploads = 0;
  let failure: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosing = false;
  let running: Promise<string | undefined> = Promise.resolve(undefined);

  const uploadNews = async (folder: string, end?: string): Promise<string | undefined> => {
    const { files, commit } = await options.copier.copyNews(folder, end !== undefined);
    if (files.length === 0) return undefined;
    const name = `${options.name}-${uploads}${end === undefined ? '' : `-${end}`}`;
    // Counted before it is sent: the service may know a name although its upload failed.
    uploads += 1;
    await withinTime(options.upload(name, files, folder), patience, 'the upload');
    commit();
    names.push(name);
    return name;
  };
  const tryUpload = async (end?: string): Promise<string | undefined> => {
    let folder: string | undefined;
    try {
      folder = await mkdtemp(join(options.temporaryDirectory, 'record-'));
      const name = await uploadNews(folder, end);
      failure = undefined;
      return name;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (failure === undefined && !isClosing)
        options.warn(`the record could not be uploaded yet, the next upload tries again: ${reason}`);
      failure = reason;
      return undefined;
    } finally {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    }
  };
  const flush = (): Promise<string | undefined> => {
    running = running.then(() => tryUpload());
    return running;
  };
  const schedule = (pause = interval): void => {
    const slower = Math.max(0, Math.ceil((uploads - UPLOADS_AT_FULL_PACE) / 100));
    timer = setTimeout(() => void flush().then(() => !isClosing && schedule()), pause * 2 ** slower);
    timer.unref();
  };
  schedule(Math.min(interval, FIRST_MILLISECONDS));

  return {
    flush,
    async close(end) {
      isClosing = true;
      clearTimeout(timer);
      running = running.then(() => tryUpload(end));
      await running;
      if (failure !== undefined) options.warn(`the record of this run is not complete: ${failure}`);
      return { names, isComplete: failure === undefined };
    },
  };
}
