import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type MarkedFile, readMarked } from './marker.ts';

/** Where GitHub looks for workflows. */
export const workflowFolder = '.github/workflows';

/** A workflow file as it stands on disk. */
export interface ExistingFile {
  /** Relative to the project's root, with `/`. */
  readonly path: string;
  /** Line ends as on Unix. */
  readonly text: string;
  /** Undefined for a file that Gitphony did not make. */
  readonly marked: MarkedFile | undefined;
}

/** Every workflow file of a project, sorted by path. */
export async function readWorkflows(root: string): Promise<readonly ExistingFile[]> {
  const names = (await listFolder(join(root, workflowFolder))).filter((name) => /\.ya?ml$/.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const path = `${workflowFolder}/${name}`;
      const text = (await readFile(join(root, path), 'utf8')).replaceAll('\r\n', '\n');
      return { path, text, marked: readMarked(text) };
    }),
  );
}

/** Writes all or nothing: a reader never sees half a file. */
export async function writeWorkflow(root: string, path: string, text: string): Promise<void> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Removes a workflow file. */
export async function removeWorkflow(root: string, path: string): Promise<void> {
  await rm(join(root, path));
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
