import { readFile } from 'node:fs/promises';
import type { AddressContext } from '../../contract/address-scheme.ts';
import { GitphonyError } from '../../contract/errors.ts';
import type { EvaluationHost } from '../../contract/expression.ts';
import { silentLogger } from '../../contract/logger.ts';
import type { PluginRegistry } from '../../contract/registry.ts';
import type { TaskStorage } from '../../contract/run-context.ts';
import { namespaceFileUri } from '../../util/namespace-file-uri.ts';
import { isAddress } from '../../util/object-address.ts';
import { withAddresses } from './address-storage.ts';
import type { AddressView } from './address-view.ts';

/** Files as templates read them. */
export type ExpressionFiles = Pick<EvaluationHost, 'readFile' | 'fileSize' | 'fileExists' | 'fileUri'>;

/**
 * Reads files for templates: each call looks at an address anew.
 *
 * @param openView what one call sees of objects; undefined where nobody is to read any, outside of an execution
 */
export function createExpressionFiles(
  storage: TaskStorage,
  namespace: string,
  registry: Pick<PluginRegistry, 'addresses'>,
  openView: (() => AddressView) | undefined,
): ExpressionFiles {
  const read = async <T>(
    uriOrPath: string,
    owner: string | undefined,
    work: (storage: TaskStorage, uri: string) => Promise<T>,
  ): Promise<T> => {
    const uri = isUri(uriOrPath) ? uriOrPath : namespaceFileUri(owner ?? namespace, uriOrPath);
    const types = registry.addresses();
    if (!isAddress(uri, types)) return work(storage, uri);
    if (openView === undefined) {
      throw new GitphonyError('ADDRESS_OUTSIDE', `${uri} can be read only while a flow runs`, {
        hint: 'read it in a property of a task, or in an output of the flow',
      });
    }
    const view = openView();
    try {
      return await work(withAddresses(storage, types, view), uri);
    } finally {
      view.release();
    }
  };
  return {
    readFile: (path, owner) => read(path, owner, async (from, uri) => readFile(await from.localPath(uri), 'utf8')),
    fileSize: (path, owner) => read(path, owner, (from, uri) => from.size(uri)),
    fileExists: (path, owner) => read(path, owner, (from, uri) => from.exists(uri)),
    fileUri: (path) => namespaceFileUri(namespace, path),
  };
}

/** Templates have no log and no progress of their own. */
export function expressionContext(parts: Pick<AddressContext, 'identity' | 'mask' | 'signal'>): AddressContext {
  return { ...parts, log: silentLogger, progress: nothing };
}

const nothing = (): void => undefined;

function isUri(uriOrPath: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(uriOrPath);
}
