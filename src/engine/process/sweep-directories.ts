import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineHost } from '../../contract/engine-host.ts';
import { GitphonyError } from '../../contract/errors.ts';
import { isExecutionId } from '../ids.ts';
import { findOwner } from './find-owner.ts';
import { sweepRunners } from './sweep-runners.ts';

/** Removes the working directories of executions whose process died, and what their runners left. What cannot be removed is told as a warning of the process. */
export async function sweepDirectories(host: EngineHost, ownId: string): Promise<void> {
  const names = await namesIn(host.temporaryDirectory);
  const dead = names.filter(
    (name) => name !== ownId && isExecutionId(name) && !isOwned(join(host.executionsDirectory, name)),
  );
  const directories = dead.map((name) => join(host.temporaryDirectory, name));
  // First what works in them. Where that cannot be ended now, they stay for the next start.
  if (!(await sweepRunners(host, directories))) return;
  for (const directory of directories) {
    try {
      await rm(directory, { recursive: true, force: true });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      process.emitWarning(`the working directory ${directory} of a dead execution cannot be removed: ${reason}`);
    }
  }
}

function isOwned(directory: string): boolean {
  try {
    return findOwner(directory) !== undefined;
  } catch (error) {
    // No journal, no owner. A broken one is somebody's to look at, with all that belongs to it.
    return !(error instanceof GitphonyError && error.code === 'EXECUTION_NOT_FOUND');
  }
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
