import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyGrowth, copyWhole, type FileNews } from './record-news.ts';
import { withoutValues } from './without-values.ts';

/** What of an execution's record leaves the runner. */
export type RecordPolicy = 'full' | 'metadata';

/** Copies what is new in a state folder, so that each upload holds only what the one before had not. */
export interface RecordCopier {
  /**
   * Writes the news below `target`. They count as news again until `commit` says that they arrived. `evenIfNone`: there is to be
   * an upload in any case, for its name says something.
   */
  copyNews(target: string, evenIfNone?: boolean): Promise<CopiedNews>;
}

/** What one round of copying wrote. */
export interface CopiedNews {
  /** Absolute. */
  readonly files: readonly string[];
  readonly commit: () => void;
}

/** Files of internal storage up to this size are part of the record; larger ones would fill the repository's quota within weeks. */
const LARGEST_FILE = 1024 * 1024;

/** Beside executions and storage: what the job stands for, and which keys it wrote. */
export const PLAN_FILE = 'plan.json';
export const KEYS_JOURNAL = 'keys.jsonl';
/** Paths of stored files that were too large, as a JSON list. */
export const LEFT_BEHIND_FILE = 'left-behind.json';

/**
 * Follows `executions/`, `storage/`, the plan and the keys of a state folder. Journals and logs only grow: the news are the lines behind the last
 * copied byte, in a file named by that byte's offset; joined in the order of their names they are the whole. Other files are
 * copied when their size changed. With `metadata` only journals leave, and in them sizes stand for values.
 *
 * @param stateDirectory absolute; may not exist yet
 */
export function createRecordCopier(
  stateDirectory: string,
  policy: RecordPolicy,
  largestFile: number = LARGEST_FILE,
): RecordCopier {
  const copied = new Map<string, number>();
  let told = '[]';

  const copyOne = (path: string, target: string): Promise<FileNews | undefined> => {
    const source = join(stateDirectory, path);
    const known = copied.get(path);
    if (/\/journal(\.\d+)?\.jsonl$/.test(path)) {
      return copyGrowth(source, target, known ?? 0, policy === 'full' ? undefined : withoutValues);
    }
    if (policy === 'metadata') return Promise.resolve(undefined);
    if (path === KEYS_JOURNAL || /^executions\/[^/]+\/logs\//.test(path)) return copyGrowth(source, target, known ?? 0);
    return copyWhole(source, target, known, path.startsWith('storage/') ? largestFile : undefined);
  };

  return {
    async copyNews(target) {
      const round = new Map<string, number>();
      const files: string[] = [];
      const left: string[] = [];
      for (const path of await listFiles(stateDirectory)) {
        const news = await unlessGone(copyOne(path, join(target, path)));
        if (news === undefined && policy === 'full' && path.startsWith('storage/') && !copied.has(path))
          left.push(path);
        if (news === undefined) continue;
        round.set(path, news.size);
        files.push(news.file);
      }
      const tells = JSON.stringify(left);
      if (tells !== told) {
        const file = join(target, LEFT_BEHIND_FILE);
        await mkdir(target, { recursive: true });
        await writeFile(file, tells);
        files.push(file);
      }
      const commit = (): void => {
        told = tells;
        for (const [path, size] of round) copied.set(path, size);
      };
      return { files, commit };
    },
  };
}

async function listFiles(stateDirectory: string): Promise<readonly string[]> {
  if (!existsSync(stateDirectory)) return [];
  const { glob } = await import('tinyglobby');
  const paths = await glob(['executions/**/*', 'storage/*/*/executions/**/*', PLAN_FILE, KEYS_JOURNAL], {
    cwd: stateDirectory,
    dot: true,
    followSymbolicLinks: false,
    ignore: ['**/lock*', 'executions/*/*.tmp'],
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
