import { InputError } from './input-error.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no file has this path',
  ENOTDIR: 'no file has this path',
  EISDIR: 'this is a folder',
  EACCES: 'it may not be read',
};

/** Stores a FILE input. A URI of internal storage is taken as it is: a parent flow hands its files on that way. */
export async function storeFileInput(
  id: string,
  path: string,
  host: { storeFile(inputId: string, path: string): Promise<string> },
): Promise<string> {
  if (path.startsWith('kestra:///')) return path;
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

/** A storage wraps what the file system says: its own code (STORAGE_WRITE_FAILED) tells nothing about the file. */
function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  return reasons[code] ?? reasonOf(error.cause);
}
