import { environmentOf } from './environment-of.ts';
import type { BranchEnvironment, ProjectConfig } from './project-config.ts';

/**
 * The environments of a namespace's jobs by branch, the first that fits counts. The first entry of `branches` is the production
 * branch: there a namespace's own environment stands in its place; on all other branches every namespace has the branch's.
 */
export function branchEnvironments(config: ProjectConfig, namespace: string): readonly BranchEnvironment[] {
  const own = environmentOf(config, namespace);
  return config.branches.map((entry, index) =>
    index === 0 && own !== undefined ? { ...entry, environment: own } : entry,
  );
}

/** The environment of a namespace's jobs on a git ref; undefined: none. Tags and pull requests are on no branch. */
export function environmentOnRef(config: ProjectConfig, namespace: string, ref: string): string | undefined {
  if (config.branches.length === 0) return environmentOf(config, namespace);
  const branch = /^refs\/heads\/(.+)$/s.exec(ref)?.[1];
  if (branch === undefined) return undefined;
  return branchEnvironments(config, namespace).find(({ pattern }) => fits(pattern, branch))?.environment;
}

/** Every environment that the namespace's jobs may run in. */
export function environmentNames(config: ProjectConfig, namespace: string): readonly string[] {
  const own = environmentOf(config, namespace);
  if (config.branches.length === 0) return own === undefined ? [] : [own];
  return [...new Set(branchEnvironments(config, namespace).map(({ environment }) => environment))];
}

function fits(pattern: string, branch: string): boolean {
  return pattern.endsWith('*') ? branch.startsWith(pattern.slice(0, -1)) : branch === pattern;
}
