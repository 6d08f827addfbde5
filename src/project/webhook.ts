import { createHash, timingSafeEqual } from 'node:crypto';
import type { EngineHost } from '../contract/engine-host.ts';
import { UsageError } from '../contract/errors.ts';
import type { TriggerRecord } from '../contract/events.ts';
import type { Flow, TriggerNode } from '../contract/flow.ts';
import type { PluginRegistry } from '../contract/registry.ts';
import type { TriggerDefinition, TriggerRequest } from '../contract/trigger.ts';
import { conditionsHold, renderOutside } from '../engine/index.ts';
import { printJson } from '../util/json.ts';
import { isoInZone } from '../util/time-zone.ts';

/** A trigger that fires on requests, with its type. */
export interface RequestTrigger {
  readonly node: TriggerNode;
  readonly definition: TriggerDefinition;
}

/** The trigger that a request fires, or why it fires none, as a sentence. */
export type FiredTrigger = { readonly record: TriggerRecord } | { readonly skipped: string };

/** The flow's enabled triggers that fire on requests. */
export async function requestTriggers(flow: Flow, registry: PluginRegistry): Promise<readonly RequestTrigger[]> {
  const found: RequestTrigger[] = [];
  for (const node of flow.triggers) {
    if (node.disabled) continue;
    const definition = await registry.load(node.type);
    if (definition.kind === 'trigger' && definition.fromRequest !== undefined) found.push({ node, definition });
  }
  return found;
}

/**
 * The trigger whose key a request knows. Every key is compared, each in the same time whatever it is, so that nobody learns
 * one by its letters. Fails with WEBHOOK_NOT_FOUND, without a word about what was wrong.
 */
export async function triggerOfKey(
  flow: Flow,
  triggers: readonly RequestTrigger[],
  key: string,
  host: EngineHost,
): Promise<RequestTrigger> {
  let found: RequestTrigger | undefined;
  for (const trigger of triggers) if (sameText(await keyOf(flow, trigger, host), key)) found ??= trigger;
  if (found !== undefined) return found;
  throw new UsageError('WEBHOOK_NOT_FOUND', `${flow.namespace}.${flow.id} has no webhook with this key`, {
    hint: 'give the key that stands in the flow, or in the secret that it names',
  });
}

/** What a request does to a trigger: its conditions are judged with `trigger.*` of the request, at this moment. */
export async function fireByRequest(
  flow: Flow,
  { node, definition }: RequestTrigger,
  request: TriggerRequest,
  host: EngineHost,
): Promise<FiredTrigger> {
  const record = definition.fromRequest?.(request, node);
  if (record === undefined) throw new Error(`${node.type} takes no requests`);
  const date = isoInZone(Date.now(), 'UTC');
  const event = { flow, trigger: node, variables: record.variables, date, timezone: 'UTC' };
  if (await conditionsHold(event, host)) return { record };
  return { skipped: `the conditions of ${node.id} do not hold for this request` };
}

async function keyOf(flow: Flow, { node }: RequestTrigger, host: EngineHost): Promise<string> {
  const { key } = node.properties;
  const context = { flow: { id: flow.id, namespace: flow.namespace }, vars: flow.variables };
  return renderOutside(typeof key === 'string' ? key : printJson(key ?? ''), context, flow.namespace, host);
}

/** In constant time: digests are of one length whatever the texts are. An empty key fits nothing. */
function sameText(own: string, given: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(own), digest(given)) && own !== '';
}
