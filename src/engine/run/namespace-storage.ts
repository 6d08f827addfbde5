import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { TaskError } from '../../contract/errors.ts';
import type { NamespaceFile, TaskStorage } from '../../contract/run-context.ts';
import { parseNamespaceFileUri } from '../../util/namespace-file-uri.ts';

/** The files of a namespace, parents' files included. */
export type NamespaceFileList = (namespace: string) => Promise<readonly NamespaceFile[]>;

/** Internal storage that also reads namespace files by their URIs, so that any task takes them; they are never changed by it. */
export function withNamespaceFiles(storage: TaskStorage, list: NamespaceFileList, ownNamespace: string): TaskStorage {
  const find = async (uri: string): Promise<NamespaceFile | undefined> => {
    const { namespace = ownNamespace, path } = parseNamespaceFileUri(uri) ?? { path: uri };
    return (await list(namespace)).find((file) => file.path === path);
  };
  const pathOf = async (uri: string): Promise<string> => {
    const file = await find(uri);
    if (file === undefined) throw missing(uri, ownNamespace);
    return file.absolutePath;
  };
  const isOurs = (uri: string): boolean => parseNamespaceFileUri(uri) !== undefined;
  return {
    put: (name, content) => storage.put(name, content),
    putFile: (name, path) => storage.putFile(name, path),
    purgeExecution: () => storage.purgeExecution(),
    get: async (uri) => (isOurs(uri) ? createReadStream(await pathOf(uri)) : storage.get(uri)),
    localPath: async (uri) => (isOurs(uri) ? pathOf(uri) : storage.localPath(uri)),
    size: async (uri) => (isOurs(uri) ? (await stat(await pathOf(uri))).size : storage.size(uri)),
    isUri: (text) => storage.isUri(text) || isOurs(text),
    exists: async (uri) => (isOurs(uri) ? (await find(uri)) !== undefined : storage.exists(uri)),
    async delete(uri) {
      if (!isOurs(uri)) return storage.delete(uri);
      throw new TaskError('STORAGE_DENIED', `${uri} is a namespace file, which storage tasks do not delete`, {
        retryable: false,
        hint: 'use io.kestra.plugin.core.namespace.DeleteFiles, or delete it in the repository',
      });
    },
  };
}

/** The error for a namespace file that is not there. */
function missing(uri: string, ownNamespace: string): TaskError {
  const { namespace = ownNamespace, path } = parseNamespaceFileUri(uri) ?? { path: uri };
  return new TaskError('NAMESPACE_FILE_NOT_FOUND', `${uri}: no such file in namespace ${namespace}`, {
    retryable: false,
    hint: `Put it under namespace-files/${namespace}/${path}.`,
  });
}
