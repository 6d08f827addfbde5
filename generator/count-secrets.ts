import type { Problem } from '../src/contract/source.ts';
import { workflowNeeds } from './workflow-needs.ts';
import type { WorkflowPlan } from './workflow-plan.ts';

/** GitHub's limit of secrets, of a repository and of each environment (https://docs.github.com/actions/reference/security/secrets). */
export const mostSecrets = 100;

/** Names of secrets by the environment whose jobs need them; undefined: jobs without one. */
export function secretsByEnvironment(
  plans: readonly Pick<WorkflowPlan, 'workflow'>[],
): ReadonlyMap<string | undefined, ReadonlySet<string>> {
  const found = new Map<string | undefined, Set<string>>();
  for (const { workflow } of plans) {
    for (const { environment, secrets } of workflowNeeds(workflow)) {
      const names = found.get(environment) ?? new Set<string>();
      for (const name of secrets) names.add(name);
      found.set(environment, names);
    }
  }
  return found;
}

/** Warns where all flows together name more secrets than the repository, or an environment, can hold. */
export function countSecrets(plans: readonly Pick<WorkflowPlan, 'workflow'>[]): readonly Problem[] {
  const start = { offset: 0, line: 1, column: 1 };
  return [...secretsByEnvironment(plans)]
    .filter(([, names]) => names.size > mostSecrets)
    .map(([environment, names]) => ({
      severity: 'warning',
      rule: 'too-many-secrets',
      message: `the flows ${environment === undefined ? 'without an environment' : `of the environment ${environment}`} name ${names.size} secrets; ${environment === undefined ? 'a repository' : 'an environment'} holds ${mostSecrets}`,
      hint: `give some of the namespaces ${environment === undefined ? 'an environment' : 'another environment'}: namespaces: {NAMESPACE: {environment: NAME}} in gitphony.yaml, then gitphony secrets push FILE --env NAME`,
      file: 'gitphony.yaml',
      range: { start, end: start },
    }));
}
