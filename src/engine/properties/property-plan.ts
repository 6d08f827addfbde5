import type { JsonSchema } from '../../contract/derive-schema.ts';
import type { ConditionNode, RunnerNode, TaskNode } from '../../contract/flow.ts';
import type { PluginType } from '../../contract/registry.ts';
import type { DagTask, Rendering } from '../../contract/schema.ts';
import { unwrap, type Value } from '../../util/values.ts';
import { type CompiledValue, compileValue, type RenderTemplate } from './compile-value.ts';
import { convertValue } from './convert-value.ts';
import { invalidProperty, type PropertyOwner } from './property-error.ts';

/** Properties as a plugin's `run` gets them: plain JavaScript, converted, defaults filled in, validated. */
export type RenderedProperties = Readonly<Record<string, unknown>>;

/** What has properties to make ready. */
export type PropertyNode = TaskNode | RunnerNode | ConditionNode;

/** How the properties of one node are made ready; made once for a node, used for each of its task runs. */
export interface PropertyPlan {
  /**
   * @param render evaluates a template with the variables of the task run
   * @param onSecret is told each text of a property that is declared secret, before it is used
   * @throws GitphonyError PROPERTY_INVALID; ExpressionError
   */
  resolve(render: RenderTemplate, onSecret: (text: string) => void): Promise<RenderedProperties>;
}

interface Entry {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly rendering: Rendering;
  readonly secret: boolean;
  readonly authored: Value | undefined;
  readonly compiled: CompiledValue | undefined;
  /** Nodes instead of data: child tasks, runners. */
  readonly held: unknown;
}

/**
 * Makes the plan of a node's properties. Fails with ExpressionError where a template cannot be compiled. `isPart`: the node has some of
 * its type's properties only, so that none is missing.
 */
export function planProperties(
  node: PropertyNode,
  type: PluginType,
  owner: PropertyOwner,
  { isPart = false }: { readonly isPart?: boolean } = {},
): PropertyPlan {
  const entries = entriesOf(node, type);
  const unknown = Object.keys(node.properties).find((name) => !Object.hasOwn(type.schema.properties, name));
  const dynamic = entries.some((entry) => entry.compiled !== undefined);
  let constant: RenderedProperties | undefined;
  return {
    async resolve(render, onSecret) {
      if (constant !== undefined) return constant;
      if (unknown !== undefined) {
        throw await invalidProperty(
          owner,
          [{ instancePath: '', keyword: 'additionalProperties', params: { additionalProperty: unknown } }],
          {},
        );
      }
      const properties = await resolveEntries(entries, render, onSecret);
      const violations = type.validateRendered(forValidation(properties, entries));
      const real = violations.filter(
        ({ instancePath, keyword }) =>
          !isSelfRendered(instancePath, entries) && !(isPart && instancePath === '' && keyword === 'required'),
      );
      if (real.length > 0) throw await invalidProperty(owner, real, properties);
      if (!dynamic) constant = Object.freeze(properties);
      return properties;
    },
  };
}

function entriesOf(node: PropertyNode, type: PluginType): Entry[] {
  return Object.entries(type.schema.properties).map(([name, schema]) => {
    const rendering = (schema['x-rendering'] as Rendering | undefined) ?? 'dynamic';
    const authored = Object.hasOwn(node.properties, name) ? node.properties[name] : undefined;
    const compiled = rendering === 'dynamic' && authored !== undefined ? compileValue(authored) : undefined;
    const held = schema['x-holds'] === undefined ? undefined : heldNodes(node, name, schema['x-holds']);
    return { name, schema, rendering, secret: schema['x-secret'] === true, authored, compiled, held };
  });
}

async function resolveEntries(
  entries: readonly Entry[],
  render: RenderTemplate,
  onSecret: (text: string) => void,
): Promise<Record<string, unknown>> {
  const properties: Record<string, unknown> = {};
  for (const entry of entries) {
    const value = await resolveEntry(entry, render);
    if (value === undefined || value === null) continue;
    if (entry.secret && typeof value === 'string') onSecret(value);
    properties[entry.name] = value;
  }
  return properties;
}

async function resolveEntry(entry: Entry, render: RenderTemplate): Promise<unknown> {
  const { schema, authored } = entry;
  if (entry.held !== undefined) return entry.held;
  if (authored === undefined || authored === null) return ownCopy(schema['default']);
  if (entry.rendering === 'self') return convertValue(authored, schema);
  const value = entry.compiled === undefined ? authored : await entry.compiled(render);
  return unwrap(convertValue(value, schema));
}

/** Of a default: a task must not be able to change the schema. */
function ownCopy(value: unknown): unknown {
  return typeof value === 'object' ? structuredClone(value) : value;
}

function heldNodes(node: PropertyNode, name: string, holds: unknown): unknown {
  if (!('children' in node)) return undefined;
  switch (holds) {
    case 'tasks':
    case 'conditions':
      return node.children[name];
    case 'task':
      return node.children[name]?.[0];
    case 'dag':
      return node.children[name]?.map(dagTask);
    case 'runner':
      return 'runners' in node ? node.runners[name] : undefined;
    case 'cases':
      return heldMap(node.children, name, (nodes) => nodes);
    case 'condition-map':
      return heldMap(node.children, name, ([only]) => only);
    default:
      return undefined;
  }
}

function dagTask(node: TaskNode | ConditionNode): DagTask | ConditionNode {
  if (!('runners' in node)) return node;
  return { task: node, ...(node.dependsOn === undefined ? {} : { dependsOn: node.dependsOn }) };
}

/** Children that stand under `<name>.<key>`, by key; undefined where there are none. */
function heldMap<N>(
  children: Readonly<Record<string, readonly N[]>>,
  name: string,
  pick: (nodes: readonly N[]) => unknown,
): Readonly<Record<string, unknown>> | undefined {
  const prefix = `${name}.`;
  const found = Object.entries(children).filter(([key]) => key.startsWith(prefix));
  if (found.length === 0) return undefined;
  return Object.fromEntries(found.map(([key, nodes]) => [key.slice(prefix.length), pick(nodes)]));
}

/** What a task renders itself keeps its decimals; the validator wants plain JSON. */
function forValidation(properties: Record<string, unknown>, entries: readonly Entry[]): Record<string, unknown> {
  if (!entries.some((entry) => entry.rendering === 'self')) return properties;
  const plain = { ...properties };
  for (const { name, rendering } of entries)
    if (rendering === 'self' && name in plain) plain[name] = unwrap(plain[name] as Value);
  return plain;
}

/** Templates still stand in there: only the task can say what they amount to. */
function isSelfRendered(instancePath: string, entries: readonly Entry[]): boolean {
  const [, name] = instancePath.split('/');
  return entries.some((entry) => entry.name === name && entry.rendering === 'self');
}
