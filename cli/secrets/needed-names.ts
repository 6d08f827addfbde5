import { planFlow, workflowNeeds } from '../../generator/index.ts';
import { environmentNames } from '../../src/contract/branch-environments.ts';
import type { Project } from '../../src/project/project.ts';
import { readProjectFlows } from '../../src/project/read-flows.ts';

/** A secret or variable that flows need, and where it may stand. */
export interface NeededName {
  readonly kind: 'secret' | 'variable';
  /** On GitHub: the first is the one to set. Any of them serves. */
  readonly names: readonly [string, ...string[]];
  /** The environment of the jobs that need it; undefined: the repository. */
  readonly environment: string | undefined;
  /** `namespace.id` of the flows, sorted. */
  readonly flows: readonly string[];
}

/** What the workflows of all valid flows are handed, found without any run. */
export async function neededNames(project: Project): Promise<readonly NeededName[]> {
  const { flows, subflows } = await readProjectFlows(project);
  const callable = [...flows.map(({ flow }) => flow), ...subflows];
  const found = new Map<string, Omit<NeededName, 'flows'> & { flows: Set<string> }>();
  for (const { flow, context } of flows.filter((each) => !each.flow.disabled)) {
    const plan = await planFlow(flow, project.config, project.registry, context, { callable });
    for (const { environment, secrets, variables } of workflowNeeds(
      plan.workflow,
      environmentNames(project.config, flow.namespace),
    )) {
      const add = (kind: NeededName['kind'], [first, ...others]: readonly string[]): void => {
        if (first === undefined) return;
        const id = `${kind} ${environment ?? ''} ${first}`;
        const known = found.get(id) ?? { kind, names: [first, ...others], environment, flows: new Set<string>() };
        known.flows.add(`${flow.namespace}.${flow.id}`);
        found.set(id, known);
      };
      for (const name of secrets) add('secret', [name]);
      for (const names of variables) add('variable', names);
    }
  }
  const sorted = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, need]) => ({ ...need, flows: [...need.flows].toSorted() }));
}
