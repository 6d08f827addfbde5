import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBigQueryProxy } from './bigquery-proxy.ts';
import { bigQueryHome, bigQueryPython, gcsProgram } from './programs.ts';

/** Cloud Storage and BigQuery on this machine, for the real clients. */
export interface GoogleEmulators {
  readonly gcs: string;
  readonly bigquery: string;
  /** What a gitphony process needs to find them. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Where they listen and keep things. Left out: free ports, nothing kept. */
export interface EmulatorOptions {
  readonly gcsPort?: number;
  readonly bigqueryPort?: number;
  readonly storagePort?: number;
  /** A folder for the objects, instead of memory. */
  readonly objects?: string;
}

/** Starts fake-gcs-server and local-bigquery. Start them once for a test file; projects and buckets keep tests apart. */
export async function startGoogleEmulators(options: EmulatorOptions = {}): Promise<GoogleEmulators> {
  const gcs = await startGcsEmulator(options);
  try {
    const bigquery = await startBigQueryEmulator(gcs.gcs, options);
    return {
      gcs: gcs.gcs,
      bigquery: bigquery.url,
      env: {
        GITPHONY_GCS_ENDPOINT: gcs.gcs,
        GITPHONY_BIGQUERY_ENDPOINT: bigquery.url,
        GITPHONY_BIGQUERY_STORAGE_ENDPOINT: bigquery.storageUrl,
      },
      stop: async () => {
        await Promise.all([gcs.stop(), bigquery.stop()]);
      },
    };
  } catch (error) {
    await gcs.stop();
    throw error;
  }
}

/** Cloud Storage alone: up in a moment. */
export async function startGcsEmulator({
  gcsPort,
  objects,
}: EmulatorOptions = {}): Promise<Pick<GoogleEmulators, 'gcs' | 'stop'>> {
  const port = gcsPort ?? (await freePort());
  const gcs = `http://127.0.0.1:${port}`;
  const address = ['-scheme', 'http', '-host', '127.0.0.1', '-port', String(port), '-external-url', gcs];
  const child = start(gcsProgram(), [
    ...address,
    ...(objects === undefined ? ['-backend', 'memory'] : ['-backend', 'filesystem', '-filesystem-root', objects]),
    '-public-host',
    `127.0.0.1:${port}`,
  ]);
  await untilAnswers(`${gcs}/storage/v1/b?project=x`, child);
  return { gcs, stop: () => stopChild(child) };
}

/** BigQuery, behind a proxy that makes external tables work. It reads files from this Cloud Storage. */
async function startBigQueryEmulator(
  gcs: string,
  { bigqueryPort, storagePort }: EmulatorOptions,
): Promise<{ readonly url: string; readonly storageUrl: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-google-'));
  const [port, free] = await Promise.all([freePort(), freePort()]);
  const grpcPort = storagePort ?? free;
  const origin = `http://127.0.0.1:${port}`;
  // The package has no entry for `python -m`, and its script holds the path of the folder that it was installed in.
  const main = ['-c', 'from local_bigquery.cli import main; main()', 'serve', '--host', '127.0.0.1'];
  const places = ['--port', String(port), '--grpc-port', String(grpcPort), '--data-dir', join(folder, 'data')];
  const child = start(bigQueryPython(), [...main, ...places], { STORAGE_EMULATOR_HOST: gcs, HOME: bigQueryHome() });
  const stop = async (): Promise<void> => {
    await stopChild(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilAnswers(`${origin}/bigquery/v2/projects/x/datasets`, child);
    const proxy = await startBigQueryProxy(origin, bigqueryPort);
    return {
      url: proxy.url,
      storageUrl: `http://127.0.0.1:${grpcPort}`,
      stop: async () => {
        await proxy.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function start(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output = `${output}${chunk}`.slice(-4000);
    });
  }
  Object.defineProperty(child, 'lastOutput', { get: () => output });
  return child;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

async function untilAnswers(url: string, child: ChildProcess | undefined): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (child === undefined || child.exitCode !== null) {
      const { lastOutput = '' } = (child ?? {}) as { lastOutput?: string };
      throw new Error(`an emulator ended before it answered ${url}:\n${lastOutput}`);
    }
    try {
      await fetch(url);
      return;
    } catch {
      await sleep(50);
    }
  }
  throw new Error(`no answer from ${url} within a minute`);
}

/** A port that nobody listens on; both emulators want to be told one. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
