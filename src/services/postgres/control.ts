import { randomUUID } from 'node:crypto';
import { chown, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitphonyError } from '../../contract/errors.ts';
import type { Binaries } from './binaries.ts';
import { exists, isTaken, readIfThere } from './files.ts';
import type { ClusterLayout } from './layout.ts';
import type { OsUser } from './os-user.ts';
import type { Durability } from './settings.ts';

/** All that the server's own programs need to be run. */
export interface Controls {
  readonly binaries: Binaries;
  readonly user: OsUser | undefined;
  readonly cluster: ClusterLayout;
}

const KEPT_VARIABLES = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'] as const;
const LOG_TAIL_LINES = 12;

/** Without the caller's PG* and LC_*: PGDATA or PGPORT would change what is started, LC_MESSAGES what is read from it. */
function environment(): Record<string, string> {
  const kept = KEPT_VARIABLES.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

async function run(controls: Controls, program: string, args: readonly string[]): Promise<string | undefined> {
  const { execa } = await import('execa');
  const result = await execa(program, args, {
    ...controls.user,
    cwd: controls.cluster.home,
    env: environment(),
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
  });
  if (!result.failed) return undefined;
  if (result.code === 'ENOENT') {
    return `${program} does not run here: it needs glibc, which Alpine and other musl systems lack`;
  }
  return result.all || result.shortMessage;
}

/**
 * Makes the cluster, with its superuser. It appears whole or not at all: killed half-way, or raced by another,
 * it leaves nothing that the next start could take for a cluster.
 */
export async function initialise(
  controls: Controls,
  superuser: { readonly name: string; readonly password: string },
  durability: Durability,
): Promise<void> {
  const { cluster, binaries } = controls;
  if (await exists(cluster.data)) return;
  const draft = `${cluster.data}.${randomUUID()}`;
  const passwordFile = join(cluster.home, `pw.${randomUUID()}`);
  try {
    await writeFile(passwordFile, `${superuser.password}\n`, { mode: 0o600, flag: 'wx' });
    if (controls.user !== undefined) await chown(passwordFile, controls.user.uid, controls.user.gid);
    const failure = await run(controls, binaries.initdb, [
      `--pgdata=${draft}`,
      `--username=${superuser.name}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The same order of texts on every machine, whatever locales its C library has.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(durability === 'scratch' ? ['--no-sync'] : []),
    ]);
    if (failure !== undefined) {
      throw new GitphonyError('POSTGRES_INIT', `PostgreSQL could not make its data folder: ${failure}`, {
        where: { file: cluster.data },
      });
    }
    await rename(draft, cluster.data);
  } catch (error) {
    if (!isTaken(error)) throw error;
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/** Starts the server apart from this process (pg_ctl gives it a session of its own) and waits until it takes connections. Answers what went wrong. */
export async function launch(controls: Controls, settings: readonly string[]): Promise<string | undefined> {
  const { cluster, binaries } = controls;
  const before = (await readIfThere(cluster.log))?.length ?? 0;
  const options = settings.map((setting) => `-c ${setting}`).join(' ');
  const failure = await run(controls, binaries.pgCtl, [
    'start',
    '--silent',
    '--wait',
    '--timeout=60',
    `--pgdata=${cluster.data}`,
    `--log=${cluster.log}`,
    `--options=${options}`,
  ]);
  if (failure === undefined) return undefined;
  const log = ((await readIfThere(cluster.log)) ?? '').slice(before).trimEnd().split('\n');
  return [failure, ...log.slice(-LOG_TAIL_LINES)].join('\n');
}

/** Ends the server: clients are cut off, what was committed is kept. Returns when the process is gone. */
export async function shutDown(controls: Controls): Promise<void> {
  const failure = await run(controls, controls.binaries.pgCtl, [
    'stop',
    '--silent',
    '--wait',
    '--timeout=60',
    '--mode=fast',
    `--pgdata=${controls.cluster.data}`,
  ]);
  if (failure !== undefined) {
    throw new GitphonyError('POSTGRES_STOP', `PostgreSQL could not be stopped: ${failure}`, {
      where: { file: controls.cluster.data },
      retryable: true,
    });
  }
}
