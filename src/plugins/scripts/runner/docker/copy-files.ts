import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { TaskError } from '../../../../contract/errors.ts';
import type { RunnerCommand } from '../../../../contract/runner.ts';
import type { DockerCli } from './docker-cli.ts';
import { engineError } from './engine-error.ts';

/** Copies the working directory, and what else the command needs, into a container that has not started. */
export async function copyIn(
  cli: DockerCli,
  container: string,
  command: Pick<RunnerCommand, 'directory' | 'mounts'>,
): Promise<void> {
  const paths = [command.directory, ...(command.mounts ?? []).map(({ path }) => path)];
  // By tar, for `docker cp` makes no folders above its target.
  const tar = spawn('tar', ['-cf', '-', '-C', '/', ...paths.map((path) => path.slice(1))], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const tarEnded = once(tar, 'close') as Promise<[number | null]>;
  const child = await cli.start(['cp', '-', `${container}:/`], { env: {}, stdio: ['pipe', 'ignore', 'pipe'] });
  if (child.stdin === null) throw new Error('the command was started with a pipe');
  const ended = once(child, 'close') as Promise<[number | null]>;
  const stderr: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => void stderr.push(text));
  // Where the command ends early, its own words tell more than the broken pipe.
  await pipeline(tar.stdout, child.stdin).catch((): undefined => undefined);
  const [[tarCode], [code]] = await Promise.all([tarEnded, ended]);
  if (code !== 0) throw engineError(stderr.join(''), 'the files could not be copied into the container');
  if (tarCode !== 0) {
    throw new TaskError('FILES_NOT_COPIED', `tar ended with exit code ${tarCode ?? 'none'} on ${paths.join(', ')}`, {
      retryable: false,
    });
  }
}

/** Copies a working directory back from a container that has ended; what was deleted there is gone here too. */
export async function copyOut(cli: DockerCli, container: string, directory: string): Promise<void> {
  const fresh = await mkdtemp(join(dirname(directory), '.docker-out-'));
  try {
    await cli.ask(['cp', `${container}:${directory}/.`, fresh]);
    for (const name of await readdir(directory)) await rm(join(directory, name), { recursive: true, force: true });
    for (const name of await readdir(fresh)) await rename(join(fresh, name), join(directory, name));
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
