import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Files by path, relative to the project's folder. */
export type ProjectFiles = Readonly<Record<string, string | Uint8Array>>;

/** A project folder of its own, removed by `await using` or `remove()`. */
export interface TempProject extends AsyncDisposable {
  /** Absolute path without symbolic links. */
  readonly dir: string;
  /** The absolute path of a file in it. */
  readonly path: (...parts: readonly string[]) => string;
  /** Adds or overwrites files. */
  readonly write: (files: ProjectFiles) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Makes a folder under the system's temporary folder with these files. The caller removes it. */
export async function makeTempProject(files: ProjectFiles = {}): Promise<TempProject> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'gitphony-test-')));
  const remove = (): Promise<void> => rm(dir, { recursive: true, force: true, maxRetries: 3 });
  const write = (more: ProjectFiles): Promise<void> => writeFiles(dir, more);
  await write(files);
  return { dir, path: (...parts) => join(dir, ...parts), write, remove, [Symbol.asyncDispose]: remove };
}

/** {@link makeTempProject} for the body of one test: removed when that test ends, however it ends. */
export async function tempProject(files: ProjectFiles = {}): Promise<TempProject> {
  const project = await makeTempProject(files);
  onTestFinished(project.remove);
  return project;
}

async function writeFiles(dir: string, files: ProjectFiles): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(dir, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
