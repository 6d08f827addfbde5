import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { quietly } from './guard-stdout.ts';

/** The part of @actions/cache that is used. */
export interface CacheClient {
  restoreCache(paths: string[], key: string, restoreKeys?: string[]): Promise<string | undefined>;
  saveCache(paths: string[], key: string): Promise<number>;
}

/** What a cache of packages needs to know. */
export interface PackageCacheOptions {
  /** Each holds an entry for each list of packages, or each program. The same paths in every run: GitHub keeps caches by paths. */
  readonly folders: readonly string[];
  /** Tells caches apart: runner's system, flow. */
  readonly name: string;
  /** False where strangers may cause the run: what they put into a cache, later runs would trust. */
  readonly maySave: boolean;
  readonly client?: CacheClient;
  /** Told why the cache is not used; a run never fails for it. */
  readonly warn: (message: string) => void;
}

/** Packages that one run of a job hands to the next. */
export interface PackageCache {
  /** Keeps what this run used, where that is not what it found. */
  save(): Promise<void>;
}

/** Brings what an earlier run kept. The client is loaded here: it is large, and most flows have no packages. */
export async function restorePackages(options: PackageCacheOptions): Promise<PackageCache> {
  const { name, maySave, warn } = options;
  const folders = [...options.folders];
  const client = options.client ?? (await import('@actions/cache'));
  const began = Date.now();
  const prefix = `gitphony-packages-${name}-`;
  const attempt = async (what: string, work: () => Promise<void>): Promise<void> => {
    try {
      await quietly(work);
    } catch (error) {
      warn(`the cache of packages could not be ${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  let found: string | undefined;
  for (const folder of folders) await mkdir(folder, { recursive: true });
  // No cache has the bare prefix as its key; the newest that begins with it is taken.
  await attempt('restored', async () => {
    found = await client.restoreCache(folders, prefix, [prefix]);
  });
  return {
    async save() {
      if (!maySave) return;
      const used = (await Promise.all(folders.map((folder) => dropUnused(folder, began)))).flat();
      const key = prefix + createHash('sha256').update(used.join('\n')).digest('hex').slice(0, 16);
      if (used.length === 0 || key === found) return;
      await attempt('saved', async () => void (await client.saveCache(folders, key)));
    },
  };
}

/** Answers the names of what this run used; the rest would make the cache grow without end. */
async function dropUnused(folder: string, since: number): Promise<readonly string[]> {
  const used: string[] = [];
  for (const name of (await readdir(folder)).toSorted()) {
    const { mtimeMs } = await stat(join(folder, name));
    // File times may be coarser than the clock.
    if (mtimeMs >= since - 2000) used.push(name);
    else await rm(join(folder, name), { recursive: true, force: true });
  }
  return used;
}
