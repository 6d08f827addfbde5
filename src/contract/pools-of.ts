import type { Flow } from './flow.ts';
import type { ProjectConfig } from './project-config.ts';

/** A pool of executions over several flows. */
export interface Pool {
  readonly name: string;
  /** How many of its members' executions run at once, at most. */
  readonly limit: number;
}

/** The label by which a flow says its pool: a flow file stays valid Kestra. */
const poolLabel = 'pool';

/** The pools that a flow is in: those that list it or a namespace around it, and the one of its label `pool`. */
export function poolsOf(
  { pools = {} }: Pick<ProjectConfig, 'pools'>,
  { namespace, id, labels }: Pick<Flow, 'namespace' | 'id' | 'labels'>,
): readonly Pool[] {
  const own = `${namespace}.${id}`;
  return Object.entries(pools).flatMap(([name, { limit, flows }]) => {
    const isListed = flows.some((entry) => own === entry || own.startsWith(`${entry}.`));
    const said = labels as Readonly<Record<string, unknown>>;
    return isListed || (Object.hasOwn(said, poolLabel) && said[poolLabel] === name) ? [{ name, limit }] : [];
  });
}
