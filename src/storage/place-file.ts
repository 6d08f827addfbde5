import { copyFile, link, lstat, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Gives a finished file its final name: whole or not at all, and never over another file. Where the name is taken, the
 * file goes into a numbered folder beside it (`2/name`). Answers the parts of the path under `folder`.
 */
export async function placeFile(draft: string, folder: string, name: string): Promise<readonly string[]> {
  for (let number = 1; ; number += 1) {
    const parts = number === 1 ? [name] : [String(number), name];
    const target = join(folder, ...parts);
    await mkdir(dirname(target), { recursive: true });
    if (await moveExclusively(draft, target)) return parts;
  }
}

/** A hard link fails where the name is taken, a rename would replace what is there. */
async function moveExclusively(draft: string, target: string): Promise<boolean> {
  try {
    await link(draft, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw error;
    // A file system without hard links: only this process writes below this task run's folder.
    if (await exists(target)) return false;
    await rename(draft, target);
    return true;
  }
  await rm(draft);
  return true;
}

/**
 * Takes a finished file over as a draft in storage: renamed where the file system allows, else copied and removed. What
 * a symbolic link points to is copied. Fails for what is no file.
 */
export async function takeOver(source: string, draft: string): Promise<void> {
  const stats = await lstat(source);
  if (stats.isFile()) {
    try {
      await rename(source, draft);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    }
  } else if (!stats.isSymbolicLink()) {
    throw new TypeError(`expected a file, got ${stats.isDirectory() ? 'a folder' : 'something else'}: ${source}`);
  }
  await copyFile(source, draft);
  await rm(source);
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
