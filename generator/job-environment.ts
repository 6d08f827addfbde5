import { branchEnvironments } from '../src/contract/branch-environments.ts';
import { environmentOf } from '../src/contract/environment-of.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import { quoteText } from './workflow-expression.ts';

/** Stands for "no environment" where the action is told of it. */
export const noEnvironment = 'none';

/**
 * The environment of a namespace's jobs: its name, or with `branches` in gitphony.yaml an expression over the branch. It is empty, and
 * the job in no environment, on branches that have none, on tags and in pull requests.
 */
export function jobEnvironment(config: ProjectConfig, namespace: string): string | undefined {
  if (config.branches.length === 0) return environmentOf(config, namespace);
  return `\${{ ${byBranch(config, namespace)} || '' }}`;
}

/** What the action is told, to hold it against the branch: GitHub compares texts without their case. Nothing without `branches`. */
export function environmentInput(config: ProjectConfig, namespace: string): { readonly environment?: string } {
  if (config.branches.length === 0) return {};
  return { environment: `\${{ ${byBranch(config, namespace)} || ${quoteText(noEnvironment)} }}` };
}

function byBranch(config: ProjectConfig, namespace: string): string {
  const choices = branchEnvironments(config, namespace).map(({ pattern, environment }) => {
    const ref = quoteText(`refs/heads/${pattern.replace(/\*$/, '')}`);
    const condition = pattern.endsWith('*') ? `startsWith(github.ref, ${ref})` : `github.ref == ${ref}`;
    return `${condition} && ${quoteText(environment)}`;
  });
  return choices.join(' || ');
}
