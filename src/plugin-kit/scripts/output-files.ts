import { copyFile, mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative, sep } from 'node:path';
import picomatch from 'picomatch';
import { TaskError } from '../../contract/errors.ts';
import type { RunContext } from '../../contract/run-context.ts';
import { globOptions } from './glob-options.ts';

type StoreContext = Pick<RunContext, 'storage' | 'log'>;

/**
 * Stores the files of a folder that match one of the globs, and answers their URIs by relative path, sorted. Files move into
 * storage; a symbolic link is followed where it stays inside the folder, and its content copied.
 */
export async function storeOutputFiles(
  context: StoreContext,
  directory: string,
  patterns: readonly string[],
): Promise<Record<string, string>> {
  const stored: Record<string, string> = {};
  if (patterns.length === 0) return stored;
  const wanted = patterns.map((pattern) => relativePattern(directory, pattern));
  const matches = picomatch(wanted, globOptions);
  const literal = new Set(wanted);
  const links: string[] = [];
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = relative(directory, join(entry.parentPath, entry.name)).replaceAll(sep, '/');
    if (!literal.has(path) && !matches(path)) continue;
    if (entry.isSymbolicLink()) links.push(path);
    else if (entry.isFile()) stored[path] = '';
  }
  for (const [index, pattern] of patterns.entries()) {
    const own = wanted[index] ?? '';
    const isMatch = picomatch(own, globOptions);
    if (![...Object.keys(stored), ...links].some((path) => path === own || isMatch(path)))
      context.log.warn(`outputFiles: no file matches ${pattern}`);
  }
  // Links first: once their targets have moved, they would lead nowhere.
  for (const path of links) {
    const uri = await storeLink(context, directory, path);
    if (uri !== undefined) stored[path] = uri;
  }
  for (const path of Object.keys(stored)) {
    if (stored[path] === '') stored[path] = await context.storage.putFile(path, join(directory, path));
  }
  return Object.fromEntries(Object.entries(stored).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** `{{ workingDir }}/x` and `./x` mean `x`. */
function relativePattern(directory: string, pattern: string): string {
  const inner = (pattern.startsWith(`${directory}/`) ? pattern.slice(directory.length + 1) : pattern).replace(
    /^(?:\.\/)+/u,
    '',
  );
  if (!inner.startsWith('/') && !inner.split('/').includes('..')) return inner;
  throw new TaskError('PATH_OUTSIDE', `outputFiles: expected a glob inside the working directory, got "${pattern}"`, {
    retryable: false,
    hint: 'Write the file into the working directory, and give a relative glob such as out/*.csv.',
  });
}

async function storeLink({ storage, log }: StoreContext, directory: string, path: string): Promise<string | undefined> {
  const link = join(directory, path);
  const target = await realpath(link).catch(() => undefined);
  const root = await realpath(directory);
  if (target === undefined || !target.startsWith(root + sep)) {
    log.warn(`outputFiles: ${path} is a link that leads out of the working directory; it is not stored`);
    return undefined;
  }
  if (!(await stat(target)).isFile()) return undefined;
  const scratch = await mkdtemp(join(tmpdir(), 'gitphony-link-'));
  try {
    const copy = join(scratch, basename(path));
    await copyFile(target, copy);
    return await storage.putFile(path, copy);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
