import type { Flow, TriggerNode } from '../contract/flow.ts';
import type { PluginRegistry } from '../contract/registry.ts';
import type { TriggerDefinition } from '../contract/trigger.ts';
import { parseDuration } from '../util/duration.ts';

/** A trigger that looks from time to time whether there is something, with its type. */
export interface PollingTrigger {
  readonly node: TriggerNode;
  readonly definition: TriggerDefinition;
}

/** The flow's enabled triggers that look whether there is something. */
export async function pollingTriggers(flow: Flow, registry: PluginRegistry): Promise<readonly PollingTrigger[]> {
  const found: PollingTrigger[] = [];
  for (const node of flow.triggers) {
    if (node.disabled) continue;
    const definition = await registry.load(node.type);
    if (definition.kind === 'trigger' && definition.poll !== undefined) found.push({ node, definition });
  }
  return found;
}

/** How often it looks, in milliseconds; undefined where the flow does not say. */
export function pollInterval({ properties }: TriggerNode): number | undefined {
  const { interval } = properties;
  return typeof interval === 'string' ? parseDuration(interval) : undefined;
}

/** Where what it saw is kept: `<namespace>/<flow>.<trigger>`, or its own `stateKey` there. */
export function memoryName({ namespace, id }: Flow, node: TriggerNode): string {
  const { stateKey } = node.properties;
  return `${namespace}/${typeof stateKey === 'string' ? stateKey : `${id}.${node.id}`}`;
}
