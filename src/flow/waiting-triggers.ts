import type { Flow, TriggerNode } from '../contract/flow.ts';
import type { PluginRegistry } from '../contract/registry.ts';
import type { TriggerDefinition } from '../contract/trigger.ts';
import { unwrap } from '../util/values.ts';

/** A trigger that waits for executions of other flows, with its type. */
export interface WaitingTrigger {
  readonly node: TriggerNode;
  readonly definition: TriggerDefinition;
}

/** The flow's enabled triggers that wait for executions of other flows. */
export async function waitingTriggers(flow: Flow, registry: PluginRegistry): Promise<readonly WaitingTrigger[]> {
  const found: WaitingTrigger[] = [];
  for (const node of flow.triggers) {
    if (node.disabled) continue;
    const definition = await registry.load(node.type);
    if (definition.kind === 'trigger' && definition.fromExecution !== undefined) found.push({ node, definition });
  }
  return found;
}

/**
 * The trigger with all that it must judge: its own conditions, then those that its properties stand for.
 * @throws UsageError as the type's own `impliedConditions`
 */
export function withImplied({ node, definition }: WaitingTrigger): TriggerNode {
  const implied = definition.impliedConditions?.(unwrap(node.properties) as Record<string, unknown>, node) ?? [];
  return implied.length === 0 ? node : { ...node, conditions: [...(node.conditions ?? []), ...implied] };
}
