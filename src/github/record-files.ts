import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { copyGrowth, copyWhole, type FileNews } from './record-news.ts';
import { withoutValues } from './without-values.ts';

/** What of an execution's record leaves the runner. */
export type RecordPolicy = 'full' | 'metadata';

/** Copies what is new in a state folder, so that each upload holds only what the one before had not. */
export interface RecordCopier {
  /** Writes the news below `target`. They count as news again until `commit` says that they arrived. */
  copyNews(target: string): Promise<CopiedNews>;
}

/** What one round of copying wrote. */
export interface CopiedNews {
  /** Absolute. */
  readonly files: readonly string[];
  readonly commit: () => void;
}

/** Files of internal storage up to this size are part of the record; larger ones would fill the repository's quota within weeks. */
const LARGEST_FILE = 1024 * 1024;

/**
 * Follows `executions/` and `storage/` of a state folder. Journals and logs only grow: the news are the lines behind the last
 * copied byte, in a file named by that byte's offset; joined in the order of their names they are the whole. Other files are
 * copied when their size changed. With `metadata` only journals leave, and in them sizes stand for values.
 *
 * @param stateDirectory absolute; may not exist yet
 */
export function createRecordCopier(stateDirectory: string, policy: RecordPolicy): RecordCopier {
  const copied = new Map<string, number>();

  const copyOne = (path: string, target: string): Promise<FileNews | undefined> => {
    const source = join(stateDirectory, path);
    const known = copied.get(path);
    if (/\/journal(\.\d+)?\.jsonl$/.test(path)) {
      return copyGrowth(source, target, known ?? 0, policy === 'full' ? undefined : withoutValues);
    }
    if (policy === 'metadata') return Promise.resolve(undefined);
    if (/^executions\/[^/]+\/logs\//.test(path)) return copyGrowth(source, target, known ?? 0);
    return copyWhole(source, target, known, path.startsWith('storage/') ? LARGEST_FILE : undefined);
  };

  return {
    async copyNews(target) {
      const round = new Map<string, number>();
      const files: string[] = [];
      for (const path of await listFiles(stateDirectory)) {
        const news = await unlessGone(copyOne(path, join(target, path)));
        if (news === undefined) continue;
        round.set(path, news.size);
        files.push(news.file);
      }
      const commit = (): void => {
        for (const [path, size] of round) copied.set(path, size);
      };
      return { files, commit };
    },
  };
}

async function listFiles(stateDirectory: string): Promise<readonly string[]> {
  if (!existsSync(stateDirectory)) return [];
  const { glob } = await import('tinyglobby');
  const paths = await glob(['executions/**/*', 'storage/**/*'], {
    cwd: stateDirectory,
    dot: true,
    followSymbolicLinks: false,
    ignore: ['**/lock*'],
  });
  return paths.toSorted();
}

/** A file may go between listing and copying: a task purges its files. */
async function unlessGone(copying: Promise<FileNews | undefined>): Promise<FileNews | undefined> {
  try {
    return await copying;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
