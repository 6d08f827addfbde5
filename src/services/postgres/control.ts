import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chown, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GitphonyError } from '../../contract/errors.ts';
import type { Binaries } from './binaries.ts';
import { exists, isTaken } from './files.ts';
import type { ClusterLayout } from './layout.ts';
import type { OsUser } from './os-user.ts';
import { findPostmaster } from './postmaster.ts';
import type { Durability } from './settings.ts';

/** All that the server's own programs need to be run. */
export interface Controls {
  readonly binaries: Binaries;
  readonly user: OsUser | undefined;
  readonly cluster: ClusterLayout;
}

const KEPT_VARIABLES = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'] as const;
const LOG_TAIL_LINES = 12;
const START_MILLISECONDS = 60_000;
const POLL_MILLISECONDS = 20;

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

/** Polls until the server takes connections; false once its process has ended, or time is up. */
async function untilReady(data: string, ended: Promise<unknown>): Promise<boolean> {
  const over = new AbortController();
  void ended.finally(() => over.abort());
  const deadline = Date.now() + START_MILLISECONDS;
  while (!over.signal.aborted && Date.now() < deadline) {
    if ((await findPostmaster(data))?.ready === true) return true;
    await sleep(POLL_MILLISECONDS);
  }
  return false;
}

/**
 * Starts the server in a session of its own and waits until it takes connections; answers what went wrong. Not by
 * `pg_ctl start`, which hands its paths to a shell between plain double quotes.
 */
export async function launch(controls: Controls, settings: readonly string[]): Promise<string | undefined> {
  const { cluster, binaries } = controls;
  const log = await open(cluster.log, 'a', 0o600);
  try {
    const { size } = await log.stat();
    const server = spawn(binaries.postgres, ['-D', cluster.data, ...settings.flatMap((text) => ['-c', text])], {
      ...controls.user,
      cwd: cluster.home,
      env: environment(),
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
    });
    server.unref();
    const unable: string[] = [];
    const ended = once(server, 'exit').catch((error: unknown) => unable.push(String(error)));
    if (await untilReady(cluster.data, ended)) return undefined;
    const said = (await readFile(cluster.log)).subarray(size).toString().trimEnd().split('\n');
    const reasons = [...unable, ...said.slice(-LOG_TAIL_LINES)].filter((line) => line !== '');
    return reasons.join('\n') || `it takes no connections, and its log ${cluster.log} says nothing`;
  } finally {
    await log.close();
  }
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
