import { addressFault } from '../../util/object-address.ts';
import type { InputHost } from './input-host.ts';
import { InputError } from './input-error.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no file has this path',
  ENOTDIR: 'no file has this path',
  EISDIR: 'this is a folder',
  EACCES: 'it may not be read',
};

/** What an address may be made of where somebody types it: a FILE input may stand in a script or in SQL, so nothing in it may mean something there. */
const PLAIN = /^[\p{L}\p{N}._~/:@%+=,-]+$/u;

/**
 * Stores a FILE input. A URI of internal storage is taken as it is: a parent flow hands its files on that way. So is the address of an
 * object: it is read by whom needs it.
 */
export async function storeFileInput(
  id: string,
  path: string,
  host: Pick<InputHost, 'storeFile' | 'isAddress'>,
): Promise<string> {
  if (path.startsWith('kestra:///')) return path;
  if (host.isAddress(path)) return checkAddress(path);
  try {
    return await host.storeFile(id, path);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    throw new InputError(
      'file-not-readable',
      `expected the path of a file, got "${path}": ${reason}`,
      'give a path from the current folder, or an absolute one',
    );
  }
}

function checkAddress(address: string): string {
  const fault = addressFault(address);
  if (fault !== undefined) throw new InputError('bad-address', fault.message, fault.hint);
  if (PLAIN.test(address)) return address;
  throw new InputError(
    'bad-address',
    `expected an address of letters, digits and . _ ~ / : @ % + = , -, got "${address}"`,
    'write a space as %20; for other names take a STRING input, and put the address together in the flow',
  );
}

/** A storage wraps what the file system says: its own code (STORAGE_WRITE_FAILED) tells nothing about the file. */
function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  return reasons[code] ?? reasonOf(error.cause);
}
