import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { projectRoot } from './tool-paths.ts';

/** What set-up has made for us. */
const testImages = JSON.parse(readFileSync(join(projectRoot, 'tools', 'test-images.json'), 'utf8')) as {
  readonly python: string;
  readonly busybox: string;
};

/** How a machine comes to an engine: of its own as root where set-up has installed one, else whatever answers. */
export const canStartEngine =
  process.getuid?.() === 0 && existsSync(testImages.python) && existsSync('/usr/sbin/dockerd');

/**
 * Starts an engine with the images of set-up: on a socket of its own, without a change to the machine's firewall; overlay2 where the
 * file system has it, else vfs. {@link stopEngine} ends it.
 */
export async function startEngine(folder: string, host: string): Promise<void> {
  await startDaemon(folder, host);
  await runDocker(host, 'import', testImages.python, 'python:slim');
  for (const tag of ['3.11-alpine', '3.11-slim']) await runDocker(host, 'tag', 'python:slim', `python:${tag}`);
  await runDocker(host, 'import', testImages.busybox, 'busybox:latest');
}

async function startDaemon(folder: string, host: string): Promise<void> {
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

/** Ends the engine by its process id, and waits: it unmounts what it has mounted below the folder. */
export async function stopEngine(place: string): Promise<void> {
  let pid: number;
  try {
    pid = Number(await readFile(join(place, 'pid'), 'utf8'));
  } catch {
    // No test needed it.
    return;
  }
  process.kill(pid, 'SIGTERM');
  while (isRunning(pid)) await sleep(50);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Runs `docker` on an engine; answers what it printed. */
export async function runDocker(host: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await execa('docker', args, { env: host === '' ? {} : { DOCKER_HOST: host } });
  return stdout;
}
