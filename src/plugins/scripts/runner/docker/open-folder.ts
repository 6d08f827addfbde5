import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Lets a user of the container other than root read and write a working directory: it belongs to whoever runs the flow. */
export async function openToAll(directory: string): Promise<void> {
  await addRights(directory, 0o777);
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await addRights(path, 0o777);
    else if (entry.isFile()) await addRights(path, 0o666);
  }
}

async function addRights(path: string, rights: number): Promise<void> {
  const { mode, uid } = await lstat(path);
  const wanted = mode | rights;
  // What an earlier container left to another user is that user's to open.
  if (wanted !== mode && (process.getuid?.() === 0 || uid === process.getuid?.())) await chmod(path, wanted & 0o7777);
}

/** True where a folder holds something that is not this user's: neither to read nor to remove, perhaps. */
export async function holdsForeignFiles(directory: string, uid: number): Promise<boolean> {
  const own = await lstat(directory);
  if (own.uid !== uid) return true;
  let names: readonly { readonly name: string; readonly parentPath: string }[];
  try {
    names = await readdir(directory, { recursive: true, withFileTypes: true });
  } catch (error) {
    // A folder inside that may not even be listed.
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return true;
    throw error;
  }
  for (const { name, parentPath } of names) {
    if ((await lstat(join(parentPath, name))).uid !== uid) return true;
  }
  return false;
}
