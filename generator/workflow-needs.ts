import type { Workflow, WorkflowJob } from '../src/contract/workflow-model.ts';

/** What the jobs of a workflow ask of the repository's settings. */
export interface WorkflowNeeds {
  /** The GitHub environment of the job; undefined: none. */
  readonly environment: string | undefined;
  /** Names on GitHub, sorted. */
  readonly secrets: readonly string[];
  /** For each variable the names that serve, the first that has a value counts; sorted. */
  readonly variables: readonly (readonly string[])[];
}

/** Without it a run goes on: it only widens what the run may do. */
export const optionalSecret = 'GITPHONY_TOKEN';

/**
 * Reads off the steps what they are handed, by the environment of the job. `environments`: those that a job may be in whose environment
 * depends on the branch.
 */
export function workflowNeeds(workflow: Workflow, environments: readonly string[] = []): readonly WorkflowNeeds[] {
  const found = new Map<string | undefined, { secrets: Set<string>; variables: Map<string, readonly string[]> }>();
  for (const job of Object.values(workflow.jobs)) {
    const texts = job.steps.flatMap((step) => Object.values(step.env ?? {}));
    for (const environment of environmentsOf(job, environments)) {
      const own = found.get(environment) ?? {
        secrets: new Set<string>(),
        variables: new Map<string, readonly string[]>(),
      };
      for (const text of texts) {
        for (const [, name = ''] of text.matchAll(/\bsecrets\.(\w+)/g))
          if (name !== optionalSecret) own.secrets.add(name);
        const names = [...text.matchAll(/\bvars\.(\w+)/g)].map(([, name = '']) => name);
        if (names.length > 0) own.variables.set(text, names);
      }
      found.set(environment, own);
    }
  }
  return [...found]
    .filter(([, { secrets, variables }]) => secrets.size + variables.size > 0)
    .map(([environment, { secrets, variables }]) => ({
      environment,
      secrets: [...secrets].toSorted(),
      variables: [...variables.values()].toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)),
    }));
}

function environmentsOf({ environment }: WorkflowJob, byBranch: readonly string[]): readonly (string | undefined)[] {
  return environment?.includes('${{') === true ? byBranch : [environment];
}
