import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type MarkedFile, readMarked } from './marker.ts';

/** Where GitHub looks for workflows. */
export const workflowFolder = '.github/workflows';

// Nobody else waits while a project is compiled, and for a thousand small files each trip through Node's thread pool costs more than
// the reading: the synchronous calls take a third of the time.

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
export function readWorkflows(root: string): readonly ExistingFile[] {
  return listWorkflows(root).map((path) => {
    const text = readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');
    return { path, text, marked: readMarked(text) };
  });
}

/** The paths of every workflow file, relative to the project's root, sorted. */
export function listWorkflows(root: string): readonly string[] {
  const names = listFolder(join(root, workflowFolder)).filter((name) => /\.ya?ml$/.test(name));
  return names.toSorted().map((name) => `${workflowFolder}/${name}`);
}

/** Writes all or nothing: a reader never sees half a file. */
export function writeWorkflow(root: string, path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Removes a workflow file. */
export function removeWorkflow(root: string, path: string): void {
  rmSync(join(root, path));
}

function listFolder(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
