import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordCopier } from './record-files.ts';

/** Uploads an execution's record while it runs, so that it outlives the runner. */
export interface RecordUploader {
  /** Uploads what is new, now; answers the artifact's name, or undefined where there was nothing new. */
  flush(): Promise<string | undefined>;
  /** Ends the timer and uploads the rest. */
  close(): Promise<string | undefined>;
}

/** Sends files as one artifact. */
export type UploadArtifact = (name: string, files: readonly string[], root: string) => Promise<void>;

/** At most so old is what an ended runner takes with it. */
const INTERVAL_MILLISECONDS = 30_000;
/** GitHub takes 500 artifacts of a job; the flow's own need room too. */
const MOST_UPLOADS = 400;
/** Beyond this many the pauses double with each further hundred. */
const UPLOADS_AT_FULL_PACE = 200;

/**
 * Uploads every 30 seconds where something is new. Artifacts are immutable: each upload is one of its own, `<name>-<n>`.
 * A failed upload warns and is tried with the next; it never fails the flow.
 */
export function createRecordUploader(options: {
  readonly name: string;
  /** The first number, so that a second step of the same job does not collide. */
  readonly first: number;
  readonly copier: RecordCopier;
  readonly temporaryDirectory: string;
  readonly upload: UploadArtifact;
  readonly warn: (message: string) => void;
}): RecordUploader {
  let uploads = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<string | undefined> = Promise.resolve(undefined);

  const uploadNews = async (): Promise<string | undefined> => {
    if (uploads >= MOST_UPLOADS) return undefined;
    const folder = await mkdtemp(join(options.temporaryDirectory, 'record-'));
    try {
      const { files, commit } = await options.copier.copyNews(folder);
      if (files.length === 0) return undefined;
      const name = `${options.name}-${options.first + uploads}`;
      uploads += 1;
      await options.upload(name, files, folder);
      commit();
      return name;
    } catch (error) {
      options.warn(`the record could not be uploaded: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  const flush = (): Promise<string | undefined> => {
    running = running.then(uploadNews);
    return running;
  };
  const schedule = (): void => {
    const slower = Math.max(0, Math.ceil((uploads - UPLOADS_AT_FULL_PACE) / 100));
    timer = setTimeout(() => void flush().finally(schedule), INTERVAL_MILLISECONDS * 2 ** slower);
    timer.unref();
  };
  schedule();

  return {
    flush,
    close() {
      clearTimeout(timer);
      return flush();
    },
  };
}
