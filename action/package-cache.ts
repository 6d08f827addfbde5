import { join } from 'node:path';
import * as core from '@actions/core';
import type { TaskNode } from '../src/contract/flow.ts';
import { type PackageCache, restorePackages } from '../src/github/package-cache.ts';
import { cacheFolder } from '../src/util/cache-folder.ts';
import type { Job } from './open-job.ts';

/** Events that only somebody with write access to the repository causes. */
const trusted: ReadonlySet<string> = new Set(['workflow_dispatch', 'schedule', 'push']);

/**
 * Brings the packages of earlier runs, where a task of the flow has `dependencies`; undefined where none has. On a runner the
 * folder lies below RUNNER_TEMP, whose path is the same in every job.
 */
export async function openPackageCache(
  job: Job,
  restore: typeof restorePackages = restorePackages,
): Promise<PackageCache | undefined> {
  const { flow, environment, event } = job;
  if (![...flow.tasks, ...flow.errors, ...flow.finally, ...flow.afterExecution].some(hasDependencies)) return undefined;
  const temporary = environment['RUNNER_TEMP'];
  if (temporary === undefined || temporary === '') return undefined;
  process.env['GITPHONY_CACHE_DIR'] = join(temporary, 'gitphony-cache');
  return restore({
    folder: join(cacheFolder(), 'python'),
    name: `${process.platform}-${process.arch}-${flow.namespace}.${flow.id}`,
    maySave: trusted.has(event.name),
    warn: (message) => core.warning(message),
  });
}

function hasDependencies(task: TaskNode): boolean {
  if (task.properties['dependencies'] !== undefined) return true;
  const inner = [...Object.values(task.children).flat(), ...task.errors, ...task.finally];
  return inner.some(hasDependencies);
}
