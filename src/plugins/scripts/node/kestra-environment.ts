import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ScriptScene } from '../../../plugin-kit/scripts/script-scene.ts';
import { shimHook, shimIndex, shimLoader, shimPackage } from './kestra-shim.ts';

const LIBRARY = '@kestra-io/libs';
/** How much of a working directory is searched for an import: files, and bytes of each. */
const MOST_FILES = 500;
const MOST_BYTES = 1_000_000;

/**
 * Environment by which a script finds the package `@kestra-io/libs`, or else a small one of ours: by NODE_PATH for `require` (and
 * Bun's `import`), by a hook for node's `import`. The hook goes in only where something names the library: it costs node some
 * milliseconds, and a Node before 18.18 refuses NODE_OPTIONS that hold it.
 */
export async function kestraEnvironment(
  scene: ScriptScene,
  environment: ReadonlyMap<string, string>,
  text: string,
): Promise<Readonly<Record<string, string>>> {
  if (!text.includes(LIBRARY) && !(await isNamedIn(scene.directory))) return {};
  const folder = scene.scratchPath('node');
  const library = join(folder, LIBRARY);
  await mkdir(library, { recursive: true });
  await Promise.all([
    writeFile(join(library, 'package.json'), shimPackage),
    writeFile(join(library, 'index.js'), shimIndex),
    writeFile(join(folder, 'hook.mjs'), shimHook),
    writeFile(join(folder, 'loader.mjs'), shimLoader),
  ]);
  const hook = `--import=${pathToFileURL(join(folder, 'hook.mjs')).href}`;
  return {
    NODE_PATH: append(environment.get('NODE_PATH'), folder, ':'),
    NODE_OPTIONS: append(environment.get('NODE_OPTIONS'), hook, ' '),
  };
}

function append(own: string | undefined, added: string, separator: string): string {
  return own === undefined || own === '' ? added : `${own}${separator}${added}`;
}

/** Whether a program in the folder names the library. Installed packages are left out: what they need, they bring. */
async function isNamedIn(directory: string): Promise<boolean> {
  const folders = [directory];
  let looked = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) folders.push(path);
      if (!entry.isFile() || !/\.[cm]?[jt]sx?$/u.test(entry.name)) continue;
      if ((looked += 1) > MOST_FILES) return false;
      if ((await stat(path)).size <= MOST_BYTES && (await readFile(path, 'utf8')).includes(LIBRARY)) return true;
    }
  }
  return false;
}
