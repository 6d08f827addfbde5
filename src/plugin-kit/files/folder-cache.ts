import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { cp, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import picomatch from 'picomatch';
import type { FlowableScope } from '../../contract/flowable.ts';
import { readDuration } from '../read-duration.ts';
import { globOptions } from '../scripts/glob-options.ts';

/** What is kept of a folder from one execution to the next. */
export interface FolderCache {
  /** Copies what was kept into the folder; nothing where there is nothing, or its time is over. */
  restore(directory: string): Promise<void>;
  /** Keeps the matching files, in place of what was kept. */
  save(directory: string): Promise<void>;
}

/** How `cache` of a WorkingDirectory is written. */
export interface CacheOptions {
  readonly patterns: readonly string[];
  readonly ttl?: string;
  readonly key?: string;
}

/** Milliseconds since 1970 at which the kept files were made; saving them again does not make them younger. */
const TIME = 'saved-at';

/** Opens the cache of a task. Without a folder for it (see `FlowableScope.cacheDirectory`) nothing is kept, and the log says so. */
export function openFolderCache(
  scope: Pick<FlowableScope, 'cacheDirectory' | 'log'>,
  options: CacheOptions,
): FolderCache {
  const { cacheDirectory, log } = scope;
  const ttl = options.ttl === undefined ? Number.POSITIVE_INFINITY : readDuration('cache.ttl', options.ttl);
  if (cacheDirectory === undefined) {
    log.debug('there is no folder here that outlives the execution: the cache is not used');
    return { restore: async () => undefined, save: async () => undefined };
  }
  const kept = join(cacheDirectory, `cache-${encodeURIComponent(options.key ?? '')}`);
  let madeAt: number | undefined;
  return {
    async restore(directory) {
      madeAt = await readTime(kept);
      if (madeAt === undefined) return;
      if (Date.now() - madeAt > ttl) {
        log.info(`the cached files were made at ${new Date(madeAt).toISOString()}: too old, they are made anew`);
        madeAt = undefined;
        return;
      }
      await cp(join(kept, 'files'), directory, {
        recursive: true,
        verbatimSymlinks: true,
        mode: constants.COPYFILE_FICLONE,
      });
      log.debug(`restored the files cached at ${new Date(madeAt).toISOString()}`);
    },
    async save(directory) {
      const draft = `${kept}.${randomBytes(6).toString('hex')}`;
      const matches = picomatch(
        options.patterns.map((pattern) => pattern.replace(/^(?:\.\/)+/u, '')),
        globOptions,
      );
      await mkdir(join(draft, 'files'), { recursive: true });
      try {
        for (const path of await filesBelow(directory)) {
          if (matches(path)) await keep(join(directory, path), join(draft, 'files', path));
        }
        await writeFile(join(draft, TIME), String(madeAt ?? Date.now()));
        await rm(kept, { recursive: true, force: true });
        await rename(draft, kept);
      } finally {
        // Gone where all went well; another execution may have been quicker with the same cache.
        await rm(draft, { recursive: true, force: true });
      }
    },
  };
}

async function readTime(kept: string): Promise<number | undefined> {
  try {
    return Number(await readFile(join(kept, TIME), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function filesBelow(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
}

async function keep(from: string, to: string): Promise<void> {
  const stats = await lstat(from);
  // Sockets and the like are no content.
  if (!stats.isFile() && !stats.isSymbolicLink()) return;
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
}
