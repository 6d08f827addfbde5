import type { Scene } from './check.ts';

/** Names of the workflow files that GitHub starts by a schedule: those of flows with an enabled trigger that has a cron, and the watchdog's. */
export async function scheduledWorkflows({ project, flows: { flows } }: Scene): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { flow } of flows.filter((each) => !each.flow.disabled)) {
    for (const node of flow.triggers.filter(({ disabled }) => !disabled)) {
      const definition = await project.registry.load(node.type);
      if (definition.kind !== 'trigger' || definition.ticks === undefined) continue;
      found.push(`${flow.namespace}.${flow.id}.yml`);
      break;
    }
  }
  if (project.config.watchdog !== undefined) found.push('gitphony-watchdog.yml');
  return found;
}
