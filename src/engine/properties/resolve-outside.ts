import type { EngineHost } from '../../contract/engine-host.ts';
import type { Flow, TaskNode } from '../../contract/flow.ts';
import { evaluateAsync } from '../../expressions/index.ts';
import type { ValueMap } from '../../util/values.ts';
import { evaluationHostOutside } from '../render-outside.ts';
import { planProperties, type RenderedProperties } from './property-plan.ts';

/**
 * Properties of a task (or of a trigger, in the shape of one) as its code would get them, outside of any execution, with these variables only.
 * Fails with ExpressionError where a template needs more, with PROPERTY_INVALID where a property does not fit.
 */
export async function resolveOutside(
  flow: Flow,
  node: TaskNode,
  context: ValueMap,
  host: EngineHost,
  onSecret: (text: string) => void,
  kind: 'task' | 'trigger' = 'task',
): Promise<RenderedProperties> {
  const type = await host.registry.describe(node.type);
  const owner = {
    label: `${kind} "${node.id}"`,
    taskId: node.id,
    file: flow.file,
    path: node.path,
    locate: () => Promise.resolve(undefined),
  };
  const evaluation = evaluationHostOutside(flow.namespace, host);
  return planProperties(node, type, owner).resolve(
    (template) => evaluateAsync(template, context, evaluation),
    onSecret,
  );
}
