import { deriveAuthoredSchema, type JsonSchema } from '../contract/derive-schema.ts';
import type { PluginDefinition, PluginKind, PluginRegistry } from '../contract/registry.ts';
import { schemas } from './schema/index.ts';

const held: Readonly<Record<string, JsonSchema>> = {
  tasks: { type: 'array', items: { $ref: '#/$defs/task' } },
  task: { $ref: '#/$defs/task' },
  runner: { $ref: '#/$defs/runner' },
  cases: { type: 'object', additionalProperties: { type: 'array', items: { $ref: '#/$defs/task' } } },
};

/**
 * The JSON Schema (draft-07) of flow files for editors: the flow's own keys, and the properties of every type, chosen by
 * `type`. It is for completion and hover; `gitphony validate` finds more. No code of a plugin runs.
 */
export async function editorSchema(registry: PluginRegistry): Promise<JsonSchema> {
  const definitions = await Promise.all(registry.names().map(({ type }) => registry.load(type)));
  const tasks = { type: 'array', items: { $ref: '#/$defs/task' } };
  const lists = { tasks: { ...tasks, minItems: 1 }, errors: tasks, finally: tasks, afterExecution: tasks };
  const triggers = { triggers: { type: 'array', items: { $ref: '#/$defs/trigger' } } };
  const flow = schemas.flow as JsonSchema & { readonly properties: Readonly<Record<string, JsonSchema>> };
  const common = (schemas.task as { readonly properties: Readonly<Record<string, JsonSchema>> }).properties;
  const nested = { ...common, errors: tasks, finally: tasks };
  const ofTrigger = (schemas.trigger as { readonly properties: Readonly<Record<string, JsonSchema>> }).properties;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A flow of Gitphony',
    ...flow,
    properties: { ...flow.properties, ...lists, ...triggers },
    $defs: {
      ...chosenByType('task', definitions, ['task', 'flowable'], nested, ['id', 'type']),
      ...chosenByType('trigger', definitions, ['trigger'], ofTrigger, ['id', 'type']),
      ...chosenByType('runner', definitions, ['runner'], {}, ['type']),
    },
  };
}

/** A definition of that name, and one for each type: in one piece, a validator of all types is too large for a stack. */
function chosenByType(
  name: string,
  definitions: readonly PluginDefinition[],
  kinds: readonly PluginKind[],
  common: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
): Readonly<Record<string, JsonSchema>> {
  const chosen = definitions.filter(({ kind }) => kinds.includes(kind));
  const names = chosen.flatMap(({ type, aliases = [] }) => [type, ...aliases]);
  const choice = {
    type: 'object',
    required,
    properties: { type: { enum: names } },
    allOf: chosen.map(({ type, aliases = [] }) => ({
      if: { properties: { type: { enum: [type, ...aliases] } }, required: ['type'] },
      // The keyword of JSON Schema; nothing awaits a schema.
      // oxlint-disable-next-line unicorn/no-thenable
      then: { $ref: `#/$defs/${name}:${type}` },
    })),
  };
  const own = chosen.map((definition) => [`${name}:${definition.type}`, ownProperties(definition, common)] as const);
  return { [name]: choice, ...Object.fromEntries(own) };
}

function ownProperties(definition: PluginDefinition, common: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const derived = deriveAuthoredSchema(definition.properties) as JsonSchema & {
    readonly properties: Readonly<Record<string, JsonSchema>>;
  };
  const properties = Object.entries(derived.properties).map(([name, schema]) => {
    const declared = definition.properties.properties[name] as JsonSchema | undefined;
    const holds = held[String(declared?.['x-holds'])];
    const description = declared?.['description'];
    return [name, { ...(holds ?? schema), ...(description === undefined ? {} : { description }) }] as const;
  });
  const type = { const: definition.type, description: definition.title };
  const named = definition.aliases === undefined ? { type } : { type: { description: definition.title } };
  return {
    ...derived,
    description: definition.title,
    properties: { ...common, ...named, ...Object.fromEntries(properties) },
  };
}
