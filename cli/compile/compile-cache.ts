import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CompileReport } from '../../generator/index.ts';
import type { Problem } from '../../src/contract/source.ts';
import { cacheFolder } from '../../src/util/cache-folder.ts';

/** What a compilation found: all that is printed of it. */
export interface CompileOutcome extends Pick<CompileReport, 'workflows' | 'drift'> {
  readonly problems: readonly Problem[];
}

interface CacheEntry {
  readonly key: string;
  /** Whether these paths existed: what was asked of the tree besides what the key holds. */
  readonly asked: Readonly<Record<string, boolean>>;
  readonly outcome: CompileOutcome;
}

/** The outcome of the last compilation of this repository, where nothing that it depends on has changed since. */
export function readOutcome(repository: string, key: string): CompileOutcome | undefined {
  const entry = readEntry(cacheFile(repository));
  if (entry?.key !== key) return undefined;
  const isSame = Object.entries(entry.asked).every(([path, was]) => existsSync(join(repository, path)) === was);
  return isSame ? entry.outcome : undefined;
}

/** Keeps an outcome. That it cannot be kept (a home that is read-only) costs the next check a second and nothing else. */
export function keepOutcome(repository: string, entry: CacheEntry): void {
  const file = cacheFile(repository);
  const text = JSON.stringify(entry);
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, `${digest(text)}\n${text}`);
    renameSync(temporary, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

/** Undefined where there is none, or one that is damaged: its first line is the hash of the rest. */
function readEntry(file: string): CacheEntry | undefined {
  if (!existsSync(file)) return undefined;
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    // Somebody else's file, or gone meanwhile.
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
  const end = content.indexOf('\n');
  const text = content.slice(end + 1);
  return content.slice(0, end) === digest(text) ? (JSON.parse(text) as CacheEntry) : undefined;
}

/** One file a repository, outside of it: `--check` changes nothing there. */
function cacheFile(repository: string): string {
  return join(cacheFolder(), 'compile', `${digest(repository).slice(0, 32)}.json`);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
