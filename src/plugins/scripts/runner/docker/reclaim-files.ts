import { lstat } from 'node:fs/promises';
import { TaskError } from '../../../../contract/errors.ts';
import { csvLine } from './container-options.ts';
import type { DockerCli } from './docker-cli.ts';
import { lastLines } from './engine-error.ts';
import { holdsForeignFiles } from './open-folder.ts';

/** Who is to have the files. */
export interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Gives the files of a working directory back to whoever runs the flow: a container writes as root, and a user cannot read or
 * remove what is root's. Only root can change that, and root is to be had in a container: one more, of the same image, without
 * network. Nothing to do for root itself.
 */
export async function reclaimFiles(
  cli: DockerCli,
  image: string,
  directory: string,
  labels: readonly string[],
  owner: FileOwner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 },
): Promise<void> {
  if (owner.uid === 0 || !(await holdsForeignFiles(directory, owner.uid))) return;
  // In a rootless engine this user is root inside: the folder itself tells how it is called there.
  const isOwn = (await lstat(directory)).uid === owner.uid;
  const whom = isOwn ? '$(stat -c %u:%g .)' : `${owner.uid}:${owner.gid}`;
  const { exitCode, stderr } = await cli.call([
    'run',
    '--rm',
    '--pull',
    'never',
    '--network',
    'none',
    '--user',
    '0',
    '--log-driver',
    'none',
    '--entrypoint',
    '',
    ...labels,
    '--mount',
    csvLine(['type=bind', `source=${directory}`, `target=${directory}`]),
    '--workdir',
    directory,
    image,
    '/bin/sh',
    '-c',
    `chown -R "${whom}" .`,
  ]);
  if (exitCode === 0) return;
  throw new TaskError(
    'FILES_NOT_RECLAIMED',
    `files that the container wrote as another user cannot be taken over: ${lastLines(stderr)}`,
    {
      retryable: false,
      hint: 'The image has no shell with chown: set fileHandlingStrategy: VOLUME at the taskRunner, or user to your own uid.',
    },
  );
}
