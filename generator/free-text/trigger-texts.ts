import type { Flow } from '../../src/contract/flow.ts';
import type { PluginRegistry } from '../../src/contract/registry.ts';
import type { TriggerDefinition } from '../../src/contract/trigger.ts';
import { isClosedOutput } from './closed-types.ts';
import type { TextOrigins } from './source-level.ts';

/** What of `trigger.*` its author did not write, over all triggers of the flow that are on. */
export async function triggerTexts(flow: Flow, registry: PluginRegistry): Promise<TextOrigins['trigger']> {
  const texts = await Promise.all(
    flow.triggers.map(async ({ type, disabled }) => {
      const definition = await registry.load(type);
      return disabled || definition.kind !== 'trigger' ? [] : freeVariables(definition);
    }),
  );
  return texts.flat();
}

function freeVariables(definition: TriggerDefinition): TextOrigins['trigger'] {
  const { variables, strangerText } = definition;
  if (definition.fromEvent !== undefined || strangerText !== undefined) {
    return (strangerText ?? []).map((name) => ({ path: [name], level: 'stranger', who: '' }));
  }
  if (definition.ticks !== undefined) return [];
  const who = definition.fromRequest === undefined ? 'text from outside the flow' : 'text of whoever sends the request';
  const names = Object.entries(variables.properties ?? {}).filter(([, schema]) => {
    // Of another execution only its outputs are texts: the rest we made.
    if (definition.fromExecution !== undefined) return !('type' in schema) || schema['type'] === 'object';
    return !isClosedOutput(schema, []);
  });
  return names.map(([name]) => ({ path: [name], level: 'free', who }));
}
