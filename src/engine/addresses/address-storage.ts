import { createReadStream } from 'node:fs';
import { TaskError } from '../../contract/errors.ts';
import type { AddressType } from '../../contract/registry.ts';
import type { TaskStorage } from '../../contract/run-context.ts';
import { isAddress } from '../../util/object-address.ts';
import type { AddressView } from './address-view.ts';

/** Storage that also reads objects by their addresses, so that any task takes them; they are never changed by it. */
export function withAddresses(
  storage: TaskStorage,
  types: Readonly<Record<string, AddressType>>,
  view: AddressView,
): TaskStorage {
  const isOurs = (uri: string): boolean => isAddress(uri, types);
  return {
    put: (name, content) => storage.put(name, content),
    putFile: (name, path) => storage.putFile(name, path),
    purgeExecution: () => storage.purgeExecution(),
    isUri: (text) => storage.isUri(text) || isOurs(text),
    get: async (uri) => (isOurs(uri) ? createReadStream(await view.path(uri)) : storage.get(uri)),
    localPath: (uri) => (isOurs(uri) ? view.path(uri) : storage.localPath(uri)),
    size: (uri) => (isOurs(uri) ? view.size(uri) : storage.size(uri)),
    exists: async (uri) => (isOurs(uri) ? (await view.find(uri)) !== undefined : storage.exists(uri)),
    async delete(uri) {
      if (!isOurs(uri)) return storage.delete(uri);
      throw new TaskError('STORAGE_DENIED', `${uri} is an object of a bucket, which storage tasks do not delete`, {
        retryable: false,
        hint: `use ${await view.deletedBy(uri)}`,
      });
    },
  };
}
