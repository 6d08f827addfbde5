import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../src/contract/errors.ts';
import type { Execution } from '../../src/contract/execution.ts';
import { foldEvents, readExecution, readJournal } from '../../src/engine/index.ts';
import { openProject } from '../../src/project/project.ts';
import { locateStateDirectory } from '../../src/project/project-root.ts';
import { didYouMean } from '../../src/util/nearest-name.ts';

/** A recorded execution's folder. */
export interface FoundExecution {
  readonly id: string;
  /** Absolute. */
  readonly directory: string;
}

/** The folder that holds this project's executions. */
export async function executionsDirectory(): Promise<string> {
  const { root } = await openProject(process.cwd());
  return join(locateStateDirectory(root), 'executions');
}

/** Folders of executions, newest first. */
export async function listFolders(): Promise<FoundExecution[]> {
  const directory = await executionsDirectory();
  if (!existsSync(directory)) return [];
  const names = await readdir(directory);
  const dated = await Promise.all(
    names.map(async (id) => ({
      id,
      directory: join(directory, id),
      at: (await stat(join(directory, id))).birthtimeMs,
    })),
  );
  return dated.toSorted((a, b) => b.at - a.at);
}

/** The execution with this id, or with this beginning of one; `last` is the newest. Fails with EXECUTION_NOT_FOUND. */
export async function findExecution(reference: string): Promise<FoundExecution> {
  const folders = await listFolders();
  const newest = folders[0];
  if (reference === 'last' && newest !== undefined) return newest;
  const found = folders.filter(({ id }) => id.startsWith(reference));
  const exact = found.find(({ id }) => id === reference) ?? (found.length === 1 ? found[0] : undefined);
  if (exact !== undefined) return exact;
  if (found.length > 1) {
    throw new UsageError('EXECUTION_AMBIGUOUS', `expected one execution, "${reference}" begins ${found.length} ids`, {
      hint: 'give more characters of the id',
    });
  }
  throw new UsageError('EXECUTION_NOT_FOUND', `expected an execution of this project, found no "${reference}"`, {
    hint:
      didYouMean(
        reference,
        folders.map(({ id }) => id),
      ) ??
      (folders.length === 0
        ? 'there are none yet: gitphony run FLOW makes one'
        : 'gitphony executions list shows them'),
  });
}

/** Whether an execution has come to its end: its state may stand while `afterExecution` still runs. */
export function hasEnded({ directory }: FoundExecution): boolean {
  return foldEvents(readJournal(directory)).ended !== undefined;
}

/** The record of an execution as its journal tells it, ended or not. */
export async function readRecord({ directory }: FoundExecution): Promise<Execution> {
  return readExecution(directory);
}
