import { lstat, mkdir, realpath } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { TaskError } from '../../contract/errors.ts';
import { innerPath } from './inner-path.ts';

/**
 * The absolute path at which a file may be made inside `directory`, its folder made. Refuses also what is reached by a symbolic
 * link that leads out: a task before this one may have put it there, from a container that sees nothing else of the machine.
 */
export async function placeFile(directory: string, path: string, property: string): Promise<string> {
  const target = innerPath(directory, path, property);
  let at = target;
  while (!(await exists(at))) at = dirname(at);
  const [base, real] = await Promise.all([realpath(directory), realpath(at).catch(() => undefined)]);
  if (real !== base && real?.startsWith(base + sep) !== true) {
    throw new TaskError(
      'PATH_OUTSIDE',
      `${property}: ${path} is reached by a link that leads out of the working directory`,
      {
        retryable: false,
        hint: 'Take another path, or remove the link first.',
      },
    );
  }
  await mkdir(dirname(target), { recursive: true });
  return target;
}

/** A link that leads nowhere is there, too: it would be written through. */
async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
