import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { inject } from 'vitest';
import { projectRoot } from './tool-paths.ts';

/** An engine for tests. */
export interface TestDocker {
  /** For DOCKER_HOST. */
  readonly host: string;
  /** True for the run's own engine, whose containers and images are all ours. */
  readonly isOwn: boolean;
  /** The address of this machine as containers see it; empty where that is not known. */
  readonly gateway: string;
  /** An image with Python 3, a shell and Debian's programs. */
  readonly python: string;
  /** An image with busybox. */
  readonly busybox: string;
  /** Runs `docker`; answers what it printed. */
  docker(...args: readonly string[]): Promise<string>;
  /** Names of the containers, running or not: on the run's own engine all of them, else those of ours. */
  containers(): Promise<readonly string[]>;
}

/** What set-up has made for us. */
const testImages = JSON.parse(readFileSync(join(projectRoot, 'tools', 'test-images.json'), 'utf8')) as {
  readonly python: string;
  readonly busybox: string;
};

/** How a machine comes to an engine: of its own as root where set-up has installed one, else whatever answers. */
const canStart = process.getuid?.() === 0 && existsSync(testImages.python) && existsSync('/usr/sbin/dockerd');

/**
 * Why there is no engine for tests; undefined where there is one. Tests are skipped by it, aloud, and CI counts skipped tests as
 * failed.
 */
export async function whyNoDocker(): Promise<string | undefined> {
  if (canStart) return undefined;
  const { exitCode, stderr } = await execa('docker', ['version'], { reject: false });
  if (exitCode === 0) return undefined;
  const reason = `no Docker engine: ${stderr.split('\n')[0] ?? ''}; the Docker tests are skipped`;
  console.warn(reason);
  return reason;
}

/** The engine that all files of a test run share; the first one that asks starts it. */
export async function startTestDocker(): Promise<TestDocker> {
  if (!canStart) return describeEngine(process.env['DOCKER_HOST'] ?? '', false);
  const folder = inject('dockerFolder');
  const host = `unix://${join(folder, 'docker.sock')}`;
  if (await claim(folder)) await start(folder, host);
  while (!existsSync(join(folder, 'ready'))) {
    if (existsSync(join(folder, 'failed'))) throw new Error(await readFile(join(folder, 'failed'), 'utf8'));
    await sleep(100);
  }
  return describeEngine(host, true);
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
    await run(host, 'import', testImages.python, 'python:slim');
    await run(host, 'tag', 'python:slim', 'python:3.11-alpine');
    await run(host, 'import', testImages.busybox, 'busybox:latest');
    await writeFile(join(folder, 'ready'), '');
  } catch (error) {
    await writeFile(join(folder, 'failed.new'), error instanceof Error ? error.message : String(error));
    await rename(join(folder, 'failed.new'), join(folder, 'failed'));
  }
}

/** On a socket of its own, without a change to the machine's firewall; overlay2 where the file system has it, else vfs. */
async function startEngine(folder: string, host: string): Promise<void> {
  const reasons: string[] = [];
  for (const driver of ['overlay2', 'vfs']) {
    const log = join(folder, `dockerd-${driver}.log`);
    const output = openSync(log, 'a');
    const child = spawn(
      '/usr/sbin/dockerd',
      [
        '--host',
        host,
        '--storage-driver',
        driver,
        '--pidfile',
        join(folder, 'pid'),
        '--data-root',
        join(folder, `data-${driver}`),
        '--exec-root',
        join(folder, 'exec'),
        '--iptables=false',
        '--ip6tables=false',
        '--ip-masq=false',
      ],
      { detached: true, stdio: ['ignore', output, output] },
    );
    child.unref();
    while (child.exitCode === null && child.signalCode === null) {
      if ((await execa('docker', ['version'], { env: { DOCKER_HOST: host }, reject: false })).exitCode === 0) return;
      await sleep(100);
    }
    reasons.push(`dockerd with ${driver} ended:\n${(await readFile(log, 'utf8')).slice(-2000)}`);
  }
  throw new Error(reasons.join('\n'));
}

async function describeEngine(host: string, isOwn: boolean): Promise<TestDocker> {
  return {
    host,
    isOwn,
    gateway: await gatewayOf(host),
    python: 'python:slim',
    busybox: 'busybox:latest',
    docker: (...args) => run(host, ...args),
    async containers() {
      const ours = isOwn ? [] : ['--filter', 'label=gitphony.owner'];
      const listed = await run(host, 'ps', '--all', ...ours, '--format', '{{.Names}}');
      return listed.split('\n').filter((line) => line !== '');
    },
  };
}

/** The engine's default bridge: its gateway, which is the first address where nothing else is said. */
async function gatewayOf(host: string): Promise<string> {
  const format = '{{range .IPAM.Config}}{{.Gateway}} {{.Subnet}}{{end}}';
  const [gateway = '', subnet = ''] = (await run(host, 'network', 'inspect', 'bridge', '--format', format)).split(' ');
  return gateway === '' ? subnet.replace(/0\/\d+$/u, '1') : gateway;
}

async function run(host: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await execa('docker', args, { env: host === '' ? {} : { DOCKER_HOST: host } });
  return stdout;
}
