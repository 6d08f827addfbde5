import { createHash, randomUUID } from 'node:crypto';
import { chmod, chown, cp, mkdir, readdir, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, sep } from 'node:path';
import { GitphonyError } from '../../contract/errors.ts';
import { type Binaries, binariesIn } from './binaries.ts';
import { exists, isMissing, isTaken, readIfThere } from './files.ts';
import type { ServiceLayout } from './layout.ts';
import type { OsUser } from './os-user.ts';

/**
 * Where things go that the server's user must reach but cannot: root's home, and temporary folders made by root, are
 * closed to everybody else. Used by root only.
 */
export const SHELTER = '/var/lib/gitphony';

async function may(user: OsUser, flag: '-x' | '-w', path: string): Promise<boolean> {
  const { execa } = await import('execa');
  // Asked of the kernel as that user: modes alone would miss access lists and mount options.
  const { exitCode } = await execa('sh', ['-c', `test ${flag} "$1"`, 'sh', path], { ...user, cwd: '/', reject: false });
  return exitCode === 0;
}

async function makePublic(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await chmod(path, 0o755);
}

/** The same binaries where the user can run them: themselves, or a copy in the shelter, made once for each version. */
export async function reachableBinaries(
  binaries: Binaries,
  user: OsUser | undefined,
  shelter: string = SHELTER,
): Promise<Binaries> {
  if (user === undefined || (await may(user, '-x', binaries.initdb))) return binaries;
  const copy = binariesIn(join(shelter, `postgresql-${binaries.version}`), binaries.version);
  if (await exists(copy.root)) return copy;
  await makePublic(shelter);
  const draft = `${copy.root}.${randomUUID()}`;
  try {
    await cp(binaries.root, draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, copy.root);
  } catch (error) {
    if (!isTaken(error)) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return copy;
}

/** Removes clusters whose project lay in the temporary folder and is gone; their servers end by themselves. */
async function pruneOrphans(clusters: string): Promise<void> {
  const temporary = (await realpath(tmpdir())) + sep;
  for (const name of await readdir(clusters)) {
    const owner = await readIfThere(join(clusters, name, 'project'));
    if (owner?.startsWith(temporary) === true && !(await exists(owner))) {
      await rm(join(clusters, name), { recursive: true, force: true });
    }
  }
}

/**
 * The folder that holds the cluster, links followed, made if it is not there, in the user's hands. It is
 * `layout.cluster`, or a folder in the shelter that `layout.cluster` then links to.
 */
export async function openCluster(
  layout: ServiceLayout,
  user: OsUser | undefined,
  shelter: string = SHELTER,
): Promise<string> {
  const known = await findCluster(layout);
  if (known !== undefined) {
    await checkOwner(known, user);
    return known;
  }
  // A link whose end is gone (the shelter was emptied, or the project copied to another machine) is worth nothing.
  await rm(layout.cluster, { force: true });
  await mkdir(layout.cluster, { recursive: true, mode: 0o700 });
  if (user === undefined) return await realpath(layout.cluster);
  await chown(layout.cluster, user.uid, user.gid);
  if (await may(user, '-w', layout.cluster)) return await realpath(layout.cluster);

  await rm(layout.cluster, { recursive: true });
  const project = await realpath(layout.directory);
  const clusters = join(shelter, 'postgres');
  await makePublic(shelter);
  await makePublic(clusters);
  await pruneOrphans(clusters);
  const key = createHash('sha256').update(project).digest('hex').slice(0, 16);
  const place = join(clusters, key);
  await makePublic(place);
  await writeFile(join(place, 'project'), project);
  const home = join(place, basename(layout.cluster));
  await mkdir(home, { recursive: true, mode: 0o700 });
  await chown(home, user.uid, user.gid);
  await symlink(home, layout.cluster);
  return home;
}

/** PostgreSQL's own words for this ("invalid permissions") do not say who should do what. */
async function checkOwner(home: string, user: OsUser | undefined): Promise<void> {
  const wanted = user?.uid ?? process.getuid?.();
  const { uid } = await stat(home);
  if (wanted === undefined || uid === wanted) return;
  throw new GitphonyError(
    'POSTGRES_FOREIGN',
    `The data of the embedded PostgreSQL belong to user ${uid}, but the server would run as user ${wanted}`,
    {
      where: { file: home },
      hint: 'Run gitphony as the user who started it first (root, if it was root), or chown the folder.',
    },
  );
}

/** {@link openCluster} without making anything; undefined if there is none yet. */
export async function findCluster(layout: ServiceLayout): Promise<string | undefined> {
  try {
    return await realpath(layout.cluster);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Removes the cluster and all that stands for it, also in the shelter. */
export async function removeCluster(layout: ServiceLayout): Promise<void> {
  const home = await findCluster(layout);
  if (home !== undefined) {
    await rm(home, { recursive: true, force: true });
    const place = join(home, '..');
    if (await exists(join(place, 'project'))) await rm(place, { recursive: true, force: true });
  }
  await rm(layout.directory, { recursive: true, force: true });
}
