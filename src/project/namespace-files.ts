import { existsSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { GitphonyError } from '../contract/errors.ts';
import type { NamespaceFile } from '../contract/run-context.ts';
import { checkNamespace } from './check-namespace.ts';

/**
 * Files of a namespace: those of `namespace-files/<namespace>/`, and of its parents where it has none of that path.
 * A namespace's folder is `company.team` or `company/team`. A link that leads out of the folder is refused.
 */
export async function listNamespaceFiles(root: string, namespace: string): Promise<readonly NamespaceFile[]> {
  checkNamespace(namespace);
  const files = new Map<string, NamespaceFile>();
  const parts = namespace.split('.');
  for (let length = 1; length <= parts.length; length++) {
    const own = parts.slice(0, length);
    for (const name of new Set([own.join('/'), own.join('.')])) {
      const folder = join(root, 'namespace-files', name);
      if (!existsSync(folder)) continue;
      // The next namespace's own folder, where they are written nested.
      const nested = length < parts.length && name === own.join('/') ? parts[length] : undefined;
      for (const file of await listFolderFiles(folder, nested)) files.set(file.path, file);
    }
  }
  return [...files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** The files of one folder, without those below the folder `without`. */
export async function listFolderFiles(folder: string, without?: string): Promise<readonly NamespaceFile[]> {
  const base = await realpath(folder);
  const files: NamespaceFile[] = [];
  const walk = async (path: string): Promise<void> => {
    for (const entry of await readdir(join(folder, path), { withFileTypes: true })) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (inner === without) continue;
      if (entry.isDirectory()) await walk(inner);
      else if (entry.isFile()) files.push({ path: inner, absolutePath: join(base, inner) });
      else if (entry.isSymbolicLink()) await follow(inner);
    }
  };
  const follow = async (path: string): Promise<void> => {
    const target = await insideFolder(base, path);
    const stats = await stat(target);
    if (stats.isFile()) files.push({ path, absolutePath: target });
    // A folder that holds the link would be walked without end.
    else if (stats.isDirectory() && !join(base, path).startsWith(target + sep)) await walk(path);
  };
  await walk('');
  return files;
}

async function insideFolder(base: string, path: string): Promise<string> {
  const target = await realpath(join(base, path)).catch(() => undefined);
  if (target?.startsWith(base + sep) === true) return target;
  throw new GitphonyError(
    'NAMESPACE_FILE_ESCAPES',
    `expected a file inside ${base}, but ${path} is a link to ${target ?? 'nothing'}`,
    { hint: 'copy the file into the folder' },
  );
}
