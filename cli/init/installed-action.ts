import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../src/contract/errors.ts';
import type { FileResult } from './write-files.ts';

/**
 * The folder `action/` of this installation, found from the bundle (dist/cli/…) as well as from the sources.
 * Fails with ACTION_NOT_BUILT.
 */
export function findInstalledAction(): string {
  for (const path of ['../action/', '../../action/', '../../../action/']) {
    const folder = fileURLToPath(new URL(path, import.meta.url));
    if (['action.yml', 'dist/main.js'].every((file) => existsSync(join(folder, file)))) return folder;
  }
  throw new UsageError(
    'ACTION_NOT_BUILT',
    'expected the action (action/action.yml and action/dist) in this installation',
    {
      hint: 'run `npm run build:action` in the checkout of Gitphony',
    },
  );
}

/** The action's folder of a project: to be written, there already, or there in another version. Fails with INIT_EXISTS where it is something else. */
export async function actionStatus(from: string, root: string): Promise<FileResult> {
  const path = 'action/';
  if (!existsSync(join(root, path))) return { path, status: 'written' };
  const files = ['action.yml', 'dist/main.js'];
  if (!files.every((file) => existsSync(join(root, path, file)))) {
    throw new UsageError(
      'INIT_EXISTS',
      'expected no folder action/, or one with the action of Gitphony, found another one',
      {
        hint: 'move it away, or name the action by a reference: gitphony init --action owner/name/action@<commit>; nothing was written',
      },
    );
  }
  const same = await Promise.all(
    files.map(async (file) => (await readFile(join(from, file))).equals(await readFile(join(root, path, file)))),
  );
  return { path, status: same.every(Boolean) ? 'unchanged' : 'kept' };
}

/** Copies what a runner needs of the action into a project. */
export async function copyAction(from: string, root: string): Promise<void> {
  await cp(join(from, 'action.yml'), join(root, 'action/action.yml'));
  await cp(join(from, 'dist'), join(root, 'action/dist'), { recursive: true });
}
