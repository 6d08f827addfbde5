import { isAbsolute, join, normalize, sep } from 'node:path';
import { TaskError } from '../../contract/errors.ts';

/** The absolute path of a relative one inside `directory`. Refuses what is absolute or leaves it (`../x`, `a/../../x`). */
export function innerPath(directory: string, path: string, property: string): string {
  const normal = normalize(path);
  if (path === '' || isAbsolute(path) || normal === '.' || normal === '..' || normal.startsWith(`..${sep}`)) {
    throw new TaskError(
      'PATH_OUTSIDE',
      `${property}: expected a path inside the working directory, got ${JSON.stringify(path)}`,
      { retryable: false, hint: 'Use a relative path without "..", such as data/input.csv.' },
    );
  }
  return join(directory, normal);
}
