import { environmentOnRef } from '../src/contract/branch-environments.ts';
import { UsageError } from '../src/contract/errors.ts';
import type { Flow } from '../src/contract/flow.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { ActionSettings } from './settings.ts';

/** Stands for "no environment"; gitphony.yaml cannot name one so. */
const noEnvironment = 'none';

/**
 * Refuses a job whose environment is not the one that gitphony.yaml, as it was checked out, gives to its branch: the workflow is older
 * than that file, or GitHub's comparison, which ignores case, took one branch for another. Fails with ENVIRONMENT_OTHER_BRANCH before any
 * task runs. Only jobs that run the flow are told of an environment.
 */
export function checkEnvironment(
  { mode, environment }: Pick<ActionSettings, 'mode' | 'environment'>,
  config: ProjectConfig,
  flow: Pick<Flow, 'namespace'>,
  ref: string,
): void {
  if (config.branches.length === 0 || (mode !== 'run' && mode !== 'backfill')) return;
  const expected = environmentOnRef(config, flow.namespace, ref) ?? noEnvironment;
  if (environment === expected) return;
  const got = environment === '' ? 'a workflow that does not know of branches' : environment;
  throw new UsageError(
    'ENVIRONMENT_OTHER_BRANCH',
    `expected the environment ${expected} on ${ref} (branches in gitphony.yaml), got ${got}: no task was run`,
    {
      hint: 'run gitphony compile on this branch and commit; where the branch shall have an environment, name it in branches',
    },
  );
}
