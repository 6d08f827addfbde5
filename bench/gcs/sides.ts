import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Storage, TransferManager } from '@google-cloud/storage';
import { download } from '../../src/plugins/gcp/gcs/download.ts';
import { upload } from '../../src/plugins/gcp/gcs/upload.ts';
import { createScene, runTask, type TaskScene } from '../../tests/support/run-task.ts';

/** One way of moving a file, in a process of its own. */
export interface Job {
  readonly side: keyof typeof sides;
  readonly endpoint: string;
  /** A local file (up) or a folder (down). */
  readonly path: string;
  readonly object: string;
}

const bucket = 'lake';

function bare({ endpoint }: Job): Storage {
  return new Storage({ apiEndpoint: endpoint, projectId: 'emulated' });
}

async function inScene(work: (scene: TaskScene) => Promise<unknown>): Promise<void> {
  const scene = await createScene();
  try {
    await work(scene);
  } finally {
    await scene[Symbol.asyncDispose]();
  }
}

function up({ path, object }: Job, parallelParts: number): Promise<void> {
  return inScene(async (scene) => {
    const from = await scene.storage.put('file', '');
    // The task reads the file where it stands; moving it into storage is not what is measured.
    const storage = { ...scene.storage, localPath: async () => path };
    await runTask(upload, { from, to: `gs://${bucket}/${object}`, parallelParts }, { scene: { ...scene, storage } });
  });
}

/** By name: ours, and what one would write with Google's client instead. */
export const sides = {
  'up, one stream': (job: Job) => up(job, 1),
  'up, 4 parts': (job: Job) => up(job, 4),
  'up, 8 parts': (job: Job) => up(job, 8),
  'up, bare client': async (job: Job) => {
    await bare(job).bucket(bucket).upload(job.path, { destination: job.object });
  },
  'down, slices': ({ object }: Job) =>
    inScene((scene) => runTask(download, { from: `gs://${bucket}/${object}` }, { scene })),
  'down, bare client': async (job: Job) => {
    const target = join(job.path, 'bare');
    const content = bare(job).bucket(bucket).file(job.object).createReadStream({ validation: false });
    await pipeline(content, createWriteStream(target));
    await rm(target);
  },
  'down, bare client in chunks': async (job: Job) => {
    const destination = join(job.path, 'chunks');
    await new TransferManager(bare(job).bucket(bucket)).downloadFileInChunks(job.object, { destination });
    await rm(destination);
  },
} as const satisfies Record<string, (job: Job) => Promise<void>>;
