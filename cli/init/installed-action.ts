import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../src/contract/errors.ts';

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

/** Copies what a runner needs of the action into a project. */
export async function copyAction(from: string, root: string): Promise<void> {
  await cp(join(from, 'action.yml'), join(root, 'action/action.yml'));
  await cp(join(from, 'dist'), join(root, 'action/dist'), { recursive: true });
}
