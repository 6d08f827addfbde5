import { TaskError } from '../../contract/errors.ts';
import type { RunnerNode, TaskNode } from '../../contract/flow.ts';
import type { PluginSchema } from '../../contract/registry.ts';
import type { InnerTaskResult, RunContext } from '../../contract/run-context.ts';
import { readYaml } from '../../expressions/index.ts';
import { isMap, newMap, type Value, type ValueMap } from '../../util/values.ts';
import { planProperties } from '../properties/property-plan.ts';
import type { TaskContextParts } from './attempt-parts.ts';
import { renderWith } from './task-scope.ts';

/** Properties of every task: only a task of the flow has them, for only it has attempts. */
const common: ReadonlySet<string> = new Set(
  'id type description timeout retry allowFailure allowWarning runIf logLevel disabled taskCache workerGroup workerSelector'.split(
    ' ',
  ),
);

/** Runs a task that a text describes inside the task run of another, as `RunContext.runSpecification` says. */
export async function runSpecification(
  parts: TaskContextParts,
  context: RunContext,
  yaml: string,
): Promise<InnerTaskResult> {
  const { run, node } = parts;
  const spec = await readSpecification(yaml);
  const name = spec['type'];
  if (typeof name !== 'string') throw invalid('expected the type of a task under "type"');
  const { registry } = run.host;
  const resolved = registry.resolve(name);
  if (resolved === undefined) throw invalid(`there is no type "${name}"`);
  const definition = await registry.load(resolved.type);
  if (definition.kind !== 'task') {
    throw invalid(`expected a task that does work of its own, got the ${definition.kind} ${resolved.type}`);
  }
  if (resolved.type === node.type) throw invalid('a templated task cannot hold another one');
  const type = await registry.describe(resolved.type);
  const inner = innerNode(node, resolved.type, spec, type.schema);
  const plan = planProperties(inner, type, {
    label: `the task that task "${node.id}" was given`,
    taskId: node.id,
    file: run.flow.file,
    path: node.path,
    locate: async () => undefined,
  });
  const properties = await plan.resolve(renderWith(run, parts.variables), (text) => void run.masker.add(text));
  return definition.run(properties, context);
}

async function readSpecification(yaml: string): Promise<ValueMap> {
  let value: Value;
  try {
    value = await readYaml(yaml);
  } catch (cause) {
    throw invalid(cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (isMap(value)) return value;
  throw invalid('expected a map with "type" and the properties of a task');
}

function innerNode(outer: TaskNode, type: string, spec: ValueMap, schema: PluginSchema): TaskNode {
  const properties = newMap();
  const runners: Record<string, RunnerNode> = {};
  for (const [name, value] of Object.entries(spec)) {
    if (schema.properties[name]?.['x-holds'] === 'runner') runners[name] = runnerNode(name, value, outer);
    else if (!common.has(name)) properties[name] = value;
  }
  return { id: outer.id, type, properties, runners, children: {}, errors: [], finally: [], path: outer.path };
}

function runnerNode(property: string, value: Value, { path }: TaskNode): RunnerNode {
  if (!isMap(value) || typeof value['type'] !== 'string') throw invalid(`${property}: expected a map with a "type"`);
  const { type, ...properties } = value;
  return { type, properties, path };
}

function invalid(problem: string, cause?: unknown): TaskError {
  return new TaskError('TEMPLATE_INVALID', `the templated task cannot run: ${problem}`, {
    retryable: false,
    hint: 'let the spec render to the YAML of one task: type and properties',
    ...(cause === undefined ? {} : { cause }),
  });
}
