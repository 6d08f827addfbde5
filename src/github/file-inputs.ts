import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { UsageError } from '../contract/errors.ts';
import type { Flow } from '../contract/flow.ts';
import type { Value, ValueMap } from '../util/values.ts';

/**
 * A form cannot carry a file: it names one of the checked-out repository, relative to its root. Links are followed, and what
 * lies outside (or in `.git`, where credentials may stand) is refused, whoever asks. Fails with INPUT_INVALID.
 *
 * @param root the workspace, absolute
 * @param isAddress whether a text is the address of an object in a cloud, which is kept as it is
 */
export async function resolveFileInputs(
  flow: Flow,
  given: ValueMap,
  root: string,
  isAddress: (text: string) => boolean,
): Promise<ValueMap> {
  const resolved: Record<string, Value> = { ...given };
  for (const { id, type } of flow.inputs) {
    const path = Object.hasOwn(given, id) ? given[id] : undefined;
    if (type !== 'FILE' || typeof path !== 'string' || path === '') continue;
    if (isAddress(path)) continue;
    const found = await findFile(root, path);
    if (found === undefined) {
      throw new UsageError(
        'INPUT_INVALID',
        `input ${id}: expected the path of a file in this repository, got "${path}"`,
        {
          where: { file: flow.file },
          hint: 'give it relative to the root, e.g. data/zones.csv, and commit the file first; or an address such as gs://bucket/name',
        },
      );
    }
    resolved[id] = found;
  }
  return resolved;
}

async function findFile(root: string, path: string): Promise<string | undefined> {
  if (isAbsolute(path) || path.includes('\0')) return undefined;
  try {
    const [top, file] = await Promise.all([realpath(root), realpath(join(root, path))]);
    const [first] = relative(top, file).split(sep);
    if (first === '..' || first === '.git') return undefined;
    return (await stat(file)).isFile() ? file : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return undefined;
    throw error;
  }
}
