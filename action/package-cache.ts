import { join } from 'node:path';
import * as core from '@actions/core';
import type { Flow, TaskNode } from '../src/contract/flow.ts';
import { type PackageCache, restorePackages } from '../src/github/package-cache.ts';
import { cacheFolder } from '../src/util/cache-folder.ts';
import type { Job } from './open-job.ts';

/** Events that only somebody with write access to the repository causes. */
const trusted: ReadonlySet<string> = new Set(['workflow_dispatch', 'schedule', 'push']);

/**
 * Brings what earlier runs have made of packages and programs, where a task of the flow has `dependencies` or is compiled as a process;
 * undefined where none is. On a runner the folders lie below RUNNER_TEMP, whose path is the same in every job.
 */
export async function openPackageCache(
  job: Job,
  restore: typeof restorePackages = restorePackages,
): Promise<PackageCache | undefined> {
  const { flow, environment, event } = job;
  const kinds = new Set(allTasks(flow).flatMap(keptBy));
  if (kinds.size === 0) return undefined;
  const temporary = environment['RUNNER_TEMP'];
  // A runner of one's own may have a place that lasts.
  if (environment['GITPHONY_CACHE_DIR'] === undefined) {
    if (temporary === undefined || temporary === '') return undefined;
    process.env['GITPHONY_CACHE_DIR'] = join(temporary, 'gitphony-cache');
  }
  return restore({
    folders: [...kinds].toSorted().map((kind) => join(cacheFolder(), kind)),
    name: `${process.platform}-${process.arch}-${flow.namespace}.${flow.id}`,
    maySave: trusted.has(event.name),
    warn: (message) => core.warning(message),
  });
}

function allTasks(flow: Flow): readonly TaskNode[] {
  return [...flow.tasks, ...flow.errors, ...flow.finally, ...flow.afterExecution].flatMap(withInner);
}

function withInner(task: TaskNode): readonly TaskNode[] {
  const inner = [...Object.values(task.children).flat(), ...task.errors, ...task.finally];
  return [task, ...inner.flatMap(withInner)];
}

/** The folders of the cache that a task fills: a container's compiler keeps nothing, but whether there is one shows only when it runs. */
function keptBy({ type, properties }: TaskNode): readonly string[] {
  const compiled = /^gitphony\.scripts\.(\w+)\.Script$/u.exec(type)?.[1];
  return [
    ...(properties['dependencies'] === undefined ? [] : ['python']),
    ...(compiled === undefined ? [] : [join('compiled', compiled)]),
  ];
}
