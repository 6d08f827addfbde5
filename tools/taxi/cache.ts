import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type SampleMonth, sampleGzipStream } from './generate.ts';
import { csvFileName } from './month.ts';

/**
 * Raised when the generator's bytes change, so that a kept cache never serves another version's trips.
 * The test of the generator holds a digest and fails until this is raised too.
 */
export const SAMPLE_VERSION = 2;

/** Names all that decides the bytes, short enough for a file name. */
function cacheName(sample: SampleMonth): string {
  const seed = createHash('sha256')
    .update(sample.seed ?? '')
    .digest('hex')
    .slice(0, 8);
  return `v${SAMPLE_VERSION}-${sample.rows}-${seed}-${csvFileName(sample)}.gz`;
}

/** A folder of generated months; asking twice for a month, also at once, generates it once. */
export class SampleCache {
  readonly #directory: string;
  readonly #underWay = new Map<string, Promise<string>>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The path of the month's `.csv.gz`, generated if it is not there. */
  gzipFile(sample: SampleMonth): Promise<string> {
    const path = join(this.#directory, cacheName(sample));
    const running = this.#underWay.get(path);
    if (running !== undefined) return running;
    const made = this.#make(path, sample).finally(() => this.#underWay.delete(path));
    this.#underWay.set(path, made);
    return made;
  }

  async #make(path: string, sample: SampleMonth): Promise<string> {
    if (await exists(path)) return path;
    await mkdir(this.#directory, { recursive: true });
    // Written aside and renamed: another process, or one killed half-way, never leaves a cut file under the name.
    const draft = `${path}.${randomUUID()}.part`;
    try {
      await pipeline(sampleGzipStream(sample), createWriteStream(draft));
      await rename(draft, path);
    } finally {
      await rm(draft, { force: true });
    }
    return path;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
