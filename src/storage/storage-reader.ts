import { createReadStream } from 'node:fs';
import { readdir, realpath, rm, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { TaskError } from '../contract/errors.ts';
import { fromUri, safePart, toUri } from './storage-uri.ts';

/** What one namespace may read and delete in a storage folder. */
export interface StorageReader {
  get(uri: string): Promise<Readable>;
  localPath(uri: string): Promise<string>;
  size(uri: string): Promise<number>;
  exists(uri: string): Promise<boolean>;
  /** True where there was something to delete. */
  remove(uri: string): Promise<boolean>;
  /** Deletes everything below a folder; answers the URIs. */
  removeAll(parts: readonly string[]): Promise<readonly string[]>;
}

/** Reads files of one namespace; those of another are refused with STORAGE_DENIED, as in Kestra. */
export function createStorageReader(root: string, namespace: string): StorageReader {
  const find = async (uri: string): Promise<{ path: string; size: number } | undefined> => {
    const path = join(root, ...allowed(uri, namespace));
    try {
      const stats = await stat(path);
      if (!stats.isFile()) return undefined;
      await refuseEscape(root, path, uri);
      return { path, size: stats.size };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw error;
    }
  };
  const existing = async (uri: string): Promise<{ path: string; size: number }> => {
    const found = await find(uri);
    if (found !== undefined) return found;
    throw new TaskError('STORAGE_NOT_FOUND', `expected a file in internal storage, there is none under ${uri}`, {
      hint: 'it may have been purged, or made by an execution whose files are not here',
      retryable: false,
    });
  };
  return {
    get: async (uri) => createReadStream((await existing(uri)).path),
    localPath: async (uri) => (await existing(uri)).path,
    size: async (uri) => (await existing(uri)).size,
    exists: async (uri) => (await find(uri)) !== undefined,
    async remove(uri) {
      const found = await find(uri);
      if (found !== undefined) await rm(found.path);
      return found !== undefined;
    },
    async removeAll(parts) {
      const folder = join(root, ...parts);
      const uris = (await filesBelow(folder)).map((file) => toUri([...parts, ...file]));
      await rm(folder, { recursive: true, force: true });
      return uris;
    },
  };
}

function allowed(uri: string, namespace: string): readonly string[] {
  const parts = fromUri(uri);
  const [owner] = parts;
  if (owner === safePart(namespace)) return parts;
  throw new TaskError(
    'STORAGE_DENIED',
    `expected a file of namespace ${namespace}, got one of ${String(owner)}: ${uri}`,
    {
      hint: 'hand the content over instead, or run the flow in that namespace',
      retryable: false,
    },
  );
}

/** We make no links here; one that came with somebody's archive must not lead out. */
async function refuseEscape(root: string, path: string, uri: string): Promise<void> {
  const [realRoot, realPath] = await Promise.all([realpath(root), realpath(path)]);
  if (realPath.startsWith(realRoot + sep)) return;
  throw new TaskError('STORAGE_DENIED', `${uri} leads out of internal storage`, { retryable: false });
}

async function filesBelow(folder: string): Promise<readonly (readonly string[])[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .split(sep),
      );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
