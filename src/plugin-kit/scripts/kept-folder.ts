import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAlive, processStartTime } from '../../util/process-identity.ts';

/** Milliseconds after which the draft of a dead process is cleared away. */
const DRAFT_AGE = 10 * 60_000;

/** Folders that this process is making now. */
const inWork = new Map<string, Promise<void>>();

/**
 * A folder that is made once and kept: answers true where it had to be made. It is made under another name beside it and renamed,
 * so it is whole or not there at all, whoever is killed and however many make it at once. Its time says when it was last used.
 *
 * @param make fills the folder that it is given; what it throws is thrown, and the folder removed
 */
export async function keepFolder(folder: string, make: (draft: string) => Promise<void>): Promise<boolean> {
  for (;;) {
    if (existsSync(folder)) {
      const now = new Date();
      // Only for whoever clears up; a folder of somebody else's may be used all the same.
      await utimes(folder, now, now).catch(() => undefined);
      return false;
    }
    const other = inWork.get(folder);
    if (other === undefined) break;
    // Its failure is its own: it may have been stopped.
    await other.catch(() => undefined);
  }
  const work = makeFolder(folder, make);
  inWork.set(folder, work);
  try {
    await work;
  } finally {
    inWork.delete(folder);
  }
  return true;
}

async function makeFolder(folder: string, make: (draft: string) => Promise<void>): Promise<void> {
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  await sweepDrafts(parent);
  const owner = `${process.pid}-${processStartTime(process.pid) ?? 0}`;
  const draft = join(parent, `${basename(folder)}.draft-${owner}-${randomBytes(4).toString('hex')}`);
  await mkdir(draft);
  try {
    await make(draft);
    await rename(draft, folder).catch((error: unknown) => {
      // Another process was faster: its folder holds the same.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function sweepDrafts(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const [, pid, startTime] = /\.draft-(\d+)-(\d+)-[0-9a-f]+$/u.exec(name) ?? [];
    if (pid === undefined || isAlive(Number(pid), Number(startTime))) continue;
    const draft = join(parent, name);
    const changed = await stat(draft).catch(() => undefined);
    // Processes of other containers may share the folder, and are not seen from here.
    if (changed !== undefined && Date.now() - changed.mtimeMs > DRAFT_AGE)
      await rm(draft, { recursive: true, force: true });
  }
}
