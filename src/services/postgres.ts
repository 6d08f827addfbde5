import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GitphonyError } from '../contract/errors.ts';
import { findBinaries } from './postgres/binaries.ts';
import { ensureDatabase, type PostgresAddress } from './postgres/client.ts';
import { type Controls, initialise, launch, shutDown } from './postgres/control.ts';
import { readIfThere, readOrCreate } from './postgres/files.ts';
import { clusterLayout, layoutOf, type ServiceLayout } from './postgres/layout.ts';
import { withLock } from './postgres/lock.ts';
import { serverUser } from './postgres/os-user.ts';
import { HOST, probePort } from './postgres/port.ts';
import { awaitEnd, awaitPostmaster, dropForeignLock, findPostmaster, type Postmaster } from './postgres/postmaster.ts';
import { type Durability, serverSettings } from './postgres/settings.ts';
import { findCluster, openCluster, reachableBinaries, removeCluster } from './postgres/shelter.ts';

/** Flows get it as a secret, and secrets are masked everywhere: no other text may hold this word. */
const USER = 'localdb_owner';
const DEFAULT_DATABASE = 'gitphony';
const START_ATTEMPTS = 4;

/** What goes away by itself: somebody took the port after it was probed; a killed server's children are still ending. */
const PASSING = ['Address already in use', 'pre-existing shared memory block'] as const;

/** Which embedded server: a project has one. */
export interface PostgresLocation {
  /** The project's root folder; data lie in `.gitphony/services/postgres/` below it. */
  readonly directory: string;
}

export interface StartPostgresOptions extends PostgresLocation {
  /** Default 0: the port of the last time if it is free, else a free one. A stated port must be free. */
  readonly port?: number;
  /** Made if it does not exist. Default `gitphony`. */
  readonly database?: string;
  /** Default `full`. */
  readonly durability?: Durability;
}

/** A server that takes connections on 127.0.0.1. */
export interface RunningPostgres extends PostgresAddress {
  /** `postgres://user:password@host:port/database`, for psql and every other client. */
  readonly url: string;
  /** `jdbc:postgresql://host:port/database`, as tasks of the PostgreSQL family take it. */
  readonly jdbcUrl: string;
  readonly pid: number;
}

export interface StartedPostgres extends RunningPostgres {
  /** False if it ran before: then whoever started it may still need it. */
  readonly started: boolean;
  /** Ends the server, whoever started it; again does nothing. */
  stop(): Promise<void>;
}

export type PostgresStatus =
  | { readonly state: 'absent' | 'stopped' }
  | { readonly state: 'running'; readonly server: RunningPostgres };

function describe(postmaster: Postmaster, password: string, database: string): RunningPostgres {
  const address = { host: HOST, port: postmaster.port, user: USER, password, database };
  return {
    ...address,
    pid: postmaster.pid,
    url: `postgres://${USER}:${password}@${HOST}:${postmaster.port}/${encodeURIComponent(database)}`,
    jdbcUrl: `jdbc:postgresql://${HOST}:${postmaster.port}/${encodeURIComponent(database)}`,
  };
}

/** The secrets that `services: {postgres: embedded}` hands to flows. */
export function postgresSecrets(server: RunningPostgres): Readonly<Record<string, string>> {
  return {
    POSTGRES_URL: server.url,
    POSTGRES_JDBC_URL: server.jdbcUrl,
    POSTGRES_USER: server.user,
    POSTGRES_PASSWORD: server.password,
  };
}

async function controlsOf(layout: ServiceLayout): Promise<Controls> {
  const user = await serverUser();
  const binaries = await reachableBinaries(await findBinaries(), user);
  const cluster = clusterLayout(await openCluster(layout, user));
  return { user, binaries, cluster };
}

async function checkVersion({ cluster, binaries }: Controls): Promise<void> {
  const have = (await readIfThere(join(cluster.data, 'PG_VERSION')))?.trim();
  const need = binaries.version.split('.')[0];
  if (have === undefined || have === need) return;
  throw new GitphonyError('POSTGRES_VERSION', `The data are of PostgreSQL ${have}, the server is PostgreSQL ${need}`, {
    where: { file: cluster.data },
    hint: 'Move the folder away to start with an empty server, or dump it with the older version first.',
  });
}

async function choosePort(layout: ServiceLayout, wished: number): Promise<number> {
  const last = wished === 0 ? Number((await readIfThere(layout.portFile)) ?? 0) : wished;
  const port = (await probePort(last)) ?? (wished === 0 ? await probePort(0) : undefined);
  if (port !== undefined) return port;
  throw new GitphonyError('POSTGRES_PORT', `Port ${wished} of ${HOST} is taken`, {
    hint: 'Stop what listens there, or leave the port out to get a free one.',
  });
}

async function bringUp(controls: Controls, layout: ServiceLayout, options: StartPostgresOptions): Promise<Postmaster> {
  const { port: wished = 0, durability = 'full' } = options;
  await checkVersion(controls);
  await dropForeignLock(controls.cluster.data);
  let failure: string | undefined;
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
    const port = await choosePort(layout, wished);
    failure = await launch(controls, serverSettings(port, durability));
    const postmaster = await awaitPostmaster(controls.cluster.data);
    if (postmaster !== undefined) {
      await writeFile(layout.portFile, String(postmaster.port));
      return postmaster;
    }
    if (!PASSING.some((text) => failure?.includes(text) === true)) break;
    await sleep(attempt * 300);
  }
  throw new GitphonyError('POSTGRES_START', `PostgreSQL did not start: ${failure ?? 'it ended at once'}`, {
    where: { file: controls.cluster.log },
    retryable: true,
  });
}

/** Finds the server or starts it; one process at a time. */
async function findOrStart(layout: ServiceLayout, options: StartPostgresOptions): Promise<Found> {
  const { database = DEFAULT_DATABASE, durability = 'full' } = options;
  return await withLock(layout.lockFile, async () => {
    const password = await readOrCreate(layout.passwordFile, () => randomBytes(18).toString('base64url'));
    const home = await findCluster(layout);
    const running = home === undefined ? undefined : await awaitPostmaster(clusterLayout(home).data);
    if (running !== undefined) return { server: describe(running, password, database), started: false };
    const controls = await controlsOf(layout);
    await initialise(controls, { name: USER, password }, durability);
    const postmaster = await bringUp(controls, layout, options);
    return { server: describe(postmaster, password, database), started: true };
  });
}

interface Found {
  readonly server: RunningPostgres;
  readonly started: boolean;
}

/**
 * Starts the project's PostgreSQL, or finds it running. It is a server of its own: it outlives this process until
 * {@link downPostgres} or `stop()`. Safe to call from several processes at once; a crash of any of them, or of the
 * server, is made good by the next call.
 *
 * @throws GitphonyError POSTGRES_* with a hint.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<StartedPostgres> {
  const directory = resolve(options.directory);
  const layout = layoutOf(directory);
  await mkdir(layout.directory, { recursive: true });
  for (let attempt = 1; ; attempt++) {
    const { server, started } = await findOrStart(layout, options);
    try {
      await ensureDatabase(server);
      return { ...server, started, stop: () => downPostgres({ directory }) };
    } catch (error) {
      // A server found running may be on its way out (just stopped, or killed): look again.
      if (started || error instanceof GitphonyError || attempt === START_ATTEMPTS) throw error;
      await sleep(attempt * 300);
    }
  }
}

/** Tells whether the project's PostgreSQL runs, and where; starts and changes nothing. */
export async function statusPostgres(location: PostgresLocation): Promise<PostgresStatus> {
  const layout = layoutOf(resolve(location.directory));
  const home = await findCluster(layout);
  const password = await readIfThere(layout.passwordFile);
  if (home === undefined || password === undefined) return { state: 'absent' };
  const postmaster = await findPostmaster(clusterLayout(home).data);
  if (postmaster === undefined) return { state: 'stopped' };
  return { state: 'running', server: describe(postmaster, password, DEFAULT_DATABASE) };
}

/** Stops the project's PostgreSQL if it runs; with `remove`, deletes its data as well. */
export async function downPostgres(location: PostgresLocation & { readonly remove?: boolean }): Promise<void> {
  const layout = layoutOf(resolve(location.directory));
  const home = await findCluster(layout);
  const data = home === undefined ? undefined : clusterLayout(home).data;
  if (data !== undefined && (await findPostmaster(data)) !== undefined) {
    await withLock(layout.lockFile, async () => {
      const postmaster = await findPostmaster(data);
      if (postmaster === undefined) return;
      await shutDown(await controlsOf(layout));
      await awaitEnd(postmaster.pid, data);
    });
  }
  if (location.remove === true) await removeCluster(layout);
}
