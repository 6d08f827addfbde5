import type { PluginRegistry } from '../src/contract/registry.ts';
import type { DocumentPath } from '../src/contract/source.ts';
import type { ProblemList } from './problem-list.ts';
import type { ReachableFlow } from './reachable-flows.ts';
import { reachableTasks } from './walk-flow.ts';

/** Refuses, by name and place, every type that the action cannot carry yet. */
export async function checkSupport(
  flows: readonly ReachableFlow[],
  registry: PluginRegistry,
  problems: ProblemList,
): Promise<void> {
  for (const { flow, call } of flows) {
    for (const task of reachableTasks(flow)) {
      const where = call === undefined ? '' : `in the called flow ${flow.namespace}.${flow.id}: `;
      const path = call ?? [...task.path, 'type'];
      await checkType({ type: task.type, path }, `${where}task "${task.id}"`, registry, problems);
    }
    // A called flow's triggers start runs of its own.
    for (const trigger of call === undefined ? flow.triggers.filter((node) => !node.disabled) : []) {
      const path = [...trigger.path, 'type'];
      await checkType({ type: trigger.type, path }, `trigger "${trigger.id}"`, registry, problems);
    }
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
    node.path,
    `${what}: the action cannot carry ${node.type} yet: ${definition.github.reason}`,
    'run this flow locally (`gitphony run`), or set disabled: true on it for GitHub',
  );
}
