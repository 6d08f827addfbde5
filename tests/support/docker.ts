import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { inject } from 'vitest';
import { canStartEngine, runDocker, startEngine } from './docker-engine.ts';

/** An engine for tests. */
export interface TestDocker {
  /** For DOCKER_HOST. */
  readonly host: string;
  /** The address of this machine as containers see it; empty where that is not known. */
  readonly gateway: string;
  /** An image with Python 3, a shell and Debian's programs. */
  readonly python: string;
  /** An image with busybox. */
  readonly busybox: string;
  /** Runs `docker`; answers what it printed. */
  docker(...args: readonly string[]): Promise<string>;
  /**
   * Names of the containers of flows whose `namespace.id` begins so, running or not. Test files share the engine, so each asks for
   * its own flows only.
   */
  containers(flows: string): Promise<readonly string[]>;
}

/**
 * Why there is no engine for tests; undefined where there is one. Tests are skipped by it, aloud, and CI counts skipped tests as
 * failed.
 */
export async function whyNoDocker(): Promise<string | undefined> {
  if (canStartEngine) return undefined;
  const { exitCode, stderr } = await execa('docker', ['version'], { reject: false });
  if (exitCode === 0) return undefined;
  const reason = `no Docker engine: ${stderr.split('\n')[0] ?? ''}; the Docker tests are skipped`;
  console.warn(reason);
  return reason;
}

/** The engine that all files of a test run share; the first one that asks starts it. */
export async function startTestDocker(): Promise<TestDocker> {
  if (!canStartEngine) return describeEngine(process.env['DOCKER_HOST'] ?? '');
  const folder = inject('dockerFolder');
  const host = `unix://${join(folder, 'docker.sock')}`;
  if (await claim(folder)) await start(folder, host);
  while (!existsSync(join(folder, 'ready'))) {
    if (existsSync(join(folder, 'failed'))) throw new Error(await readFile(join(folder, 'failed'), 'utf8'));
    await sleep(100);
  }
  return describeEngine(host);
}

/** True for one of all that ask. */
async function claim(folder: string): Promise<boolean> {
  try {
    await mkdir(join(folder, 'claimed'));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function start(folder: string, host: string): Promise<void> {
  try {
    await startEngine(folder, host);
    await writeFile(join(folder, 'ready'), '');
  } catch (error) {
    await writeFile(join(folder, 'failed.new'), error instanceof Error ? error.message : String(error));
    await rename(join(folder, 'failed.new'), join(folder, 'failed'));
  }
}

async function describeEngine(host: string): Promise<TestDocker> {
  return {
    host,
    gateway: await gatewayOf(host),
    python: 'python:slim',
    busybox: 'busybox:latest',
    docker: (...args) => runDocker(host, ...args),
    async containers(flows) {
      const listed = await runDocker(host, 'ps', '--all', '--format', '{{.Label "gitphony.flow"}} {{.Names}}');
      return listed
        .split('\n')
        .filter((line) => line.startsWith(flows))
        .map((line) => line.slice(line.indexOf(' ') + 1));
    },
  };
}

/** The engine's default bridge: its gateway, which is the first address where nothing else is said. */
async function gatewayOf(host: string): Promise<string> {
  const format = '{{range .IPAM.Config}}{{.Gateway}} {{.Subnet}}{{end}}';
  const [gateway = '', subnet = ''] = (await runDocker(host, 'network', 'inspect', 'bridge', '--format', format)).split(
    ' ',
  );
  return gateway === '' ? subnet.replace(/0\/\d+$/u, '1') : gateway;
}
