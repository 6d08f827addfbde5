import type { Flow } from '../src/contract/flow.ts';
import type { PluginRegistry } from '../src/contract/registry.ts';
import type { DocumentPath } from '../src/contract/source.ts';
import type { ProblemList } from './problem-list.ts';
import { reachableTasks } from './walk-flow.ts';

/** Refuses, by name and place, every type that the action cannot carry yet. */
export async function checkSupport(flow: Flow, registry: PluginRegistry, problems: ProblemList): Promise<void> {
  for (const task of reachableTasks(flow)) await checkType(task, `task "${task.id}"`, registry, problems);
  for (const trigger of flow.triggers.filter((node) => !node.disabled)) {
    await checkType(trigger, `trigger "${trigger.id}"`, registry, problems);
  }
}

async function checkType(
  node: { readonly type: string; readonly path: DocumentPath },
  what: string,
  registry: PluginRegistry,
  problems: ProblemList,
): Promise<void> {
  const definition = await registry.load(node.type);
  if (definition.kind === 'runner' || definition.kind === 'condition') return;
  if (definition.github === undefined || definition.github.supported) return;
  problems.error(
    'unsupported-on-github',
    [...node.path, 'type'],
    `${what}: the action cannot carry ${node.type} yet: ${definition.github.reason}`,
    'run this flow locally (`gitphony run`), or set disabled: true on it for GitHub',
  );
}
