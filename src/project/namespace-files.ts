import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { GitphonyError } from '../contract/errors.ts';
import type { NamespaceFile } from '../contract/run-context.ts';

/**
 * Files of a namespace: those of `namespace-files/<namespace>/`, and of its parents where it has none of that path.
 * A namespace's folder is `company.team` or `company/team`. A link that leads out of the folder is refused.
 */
export async function listNamespaceFiles(root: string, namespace: string): Promise<readonly NamespaceFile[]> {
  const files = new Map<string, NamespaceFile>();
  const parts = namespace.split('.');
  for (let length = 1; length <= parts.length; length++) {
    const own = parts.slice(0, length);
    for (const name of new Set([own.join('/'), own.join('.')])) {
      const folder = join(root, 'namespace-files', name);
      if (!existsSync(folder)) continue;
      const nested = length < parts.length && name === own.join('/') ? [`${parts.slice(length).join('/')}/**`] : [];
      for (const file of await listFolderFiles(folder, nested)) files.set(file.path, file);
    }
  }
  return [...files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** The files of one folder; `ignore` are globs relative to it. */
export async function listFolderFiles(
  folder: string,
  ignore: readonly string[] = [],
): Promise<readonly NamespaceFile[]> {
  // Loaded here: most runs have no such folder.
  const { glob } = await import('tinyglobby');
  const paths = await glob('**/*', { cwd: folder, dot: true, ignore: [...ignore] });
  return Promise.all(paths.map(async (path) => ({ path, absolutePath: await insideFolder(folder, path) })));
}

async function insideFolder(folder: string, path: string): Promise<string> {
  const [base, target] = await Promise.all([realpath(folder), realpath(join(folder, path))]);
  if (!target.startsWith(base + sep)) {
    throw new GitphonyError(
      'NAMESPACE_FILE_ESCAPES',
      `expected a file inside ${folder}, but ${path} is a link to ${target}`,
      {
        hint: 'copy the file into the folder',
      },
    );
  }
  return target;
}
