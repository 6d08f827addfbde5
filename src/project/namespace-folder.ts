import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TaskError } from '../contract/errors.ts';
import type { NamespaceFile, NamespaceFolder } from '../contract/namespace-folder.ts';
import { checkNamespace } from './check-namespace.ts';
import { listFolderFiles } from './namespace-files.ts';

/** A namespace's own files under `namespace-files/`: in `company.team/`, or in `company/team/` where that is what there is. */
export function openNamespaceFolder(root: string, namespace: string): NamespaceFolder {
  const folders = foldersOf(root, namespace);
  const existing = folders.filter((folder) => existsSync(folder));
  const [home = folders[0]] = existing;
  const pathOf = async (path: string): Promise<string> => {
    const inner = innerPath(path);
    // Where both folders are, a file stays in the one that has it.
    const folder = existing.find((candidate) => existsSync(join(candidate, inner))) ?? home;
    const target = join(folder, inner);
    await refuseLinks(folder, target, path);
    return target;
  };
  return {
    async list() {
      const files = new Map<string, NamespaceFile>();
      for (const folder of existing.toReversed())
        for (const file of await listFolderFiles(folder)) files.set(file.path, file);
      return [...files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
    },
    async put(path, content, conflict) {
      const target = await pathOf(path);
      if (conflict !== 'OVERWRITE' && existsSync(target)) {
        content.destroy();
        if (conflict === 'SKIP') return false;
        throw new TaskError('NAMESPACE_FILE_EXISTS', `there is a file "${path}" in namespace ${namespace} already`, {
          retryable: false,
          hint: 'set `conflict: OVERWRITE` or `conflict: SKIP`, or delete the file first',
        });
      }
      await mkdir(dirname(target), { recursive: true });
      const draft = join(dirname(target), `.gitphony-${randomBytes(6).toString('hex')}`);
      try {
        await pipeline(content, createWriteStream(draft, { flags: 'wx' }));
        await rename(draft, target);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      return true;
    },
    async delete(path) {
      const target = await pathOf(path);
      if (!existsSync(target)) return false;
      await rm(target);
      await removeEmpty(dirname(target), folders);
      return true;
    },
  };
}

function foldersOf(root: string, namespace: string): readonly [string, ...string[]] {
  checkNamespace(namespace);
  const dotted = join(root, 'namespace-files', namespace);
  const nested = join(root, 'namespace-files', ...namespace.split('.'));
  return dotted === nested ? [dotted] : [dotted, nested];
}

/** A leading slash means the namespace's own root, as in Kestra. */
function innerPath(path: string): string {
  const relative = path.replaceAll('\\', '/').replace(/^\/+/u, '');
  const normal = normalize(relative);
  const leaves = isAbsolute(normal) || normal === '..' || normal.startsWith(`..${sep}`);
  if (relative !== '' && !relative.endsWith('/') && normal !== '.' && !leaves && !relative.includes('\0'))
    return normal;
  throw new TaskError('PATH_OUTSIDE', `expected a path inside the namespace's folder, got ${JSON.stringify(path)}`, {
    retryable: false,
    hint: 'use a relative path without "..", such as scripts/main.py',
  });
}

/** A link on the way must not lead out of the folder. */
async function refuseLinks(folder: string, target: string, path: string): Promise<void> {
  let at = target;
  while (!existsSync(at) && at !== folder) at = dirname(at);
  if (!existsSync(folder)) return;
  const [base, real] = await Promise.all([realpath(folder), realpath(at)]);
  if (real !== base && !real.startsWith(base + sep)) {
    throw new TaskError('PATH_OUTSIDE', `${path} is reached by a link that leads out of ${folder}`, {
      retryable: false,
    });
  }
  if (at === target && !(await stat(target)).isFile()) {
    throw new TaskError('PATH_OUTSIDE', `expected a file at ${path}, there is a folder`, { retryable: false });
  }
}

async function removeEmpty(folder: string, stops: readonly string[]): Promise<void> {
  for (let at = folder; !stops.includes(at); at = dirname(at)) {
    try {
      await rmdir(at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOTEMPTY') return;
      throw error;
    }
  }
}
