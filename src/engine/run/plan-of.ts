import { GitphonyError } from '../../contract/errors.ts';
import type { TaskNode } from '../../contract/flow.ts';
import { compileTemplate } from '../../expressions/index.ts';
import { newMap } from '../../util/values.ts';
import { locateInFlow } from '../properties/locate.ts';
import { planProperties } from '../properties/property-plan.ts';
import type { ExecutionRun } from './execution-run.ts';
import type { NodePlan } from './node-plan.ts';

/** The plan of a node, made on first use. Fails with UNKNOWN_TYPE, WRONG_KIND or ExpressionError. */
export function planOf(run: ExecutionRun, node: TaskNode): Promise<NodePlan> | NodePlan {
  const known = run.plans.get(node);
  if (known !== undefined) return known;
  const made = makePlan(run, node);
  run.plans.set(node, made);
  return made;
}

async function makePlan(run: ExecutionRun, node: TaskNode): Promise<NodePlan> {
  const { registry } = run.host;
  const [type, definition] = await Promise.all([registry.describe(node.type), registry.load(node.type)]);
  if (definition.kind !== 'task' && definition.kind !== 'flowable') {
    throw new GitphonyError(
      'WRONG_KIND',
      `task "${node.id}": expected the type of a task, got the ${definition.kind} ${node.type}`,
    );
  }
  const owner = {
    label: `task "${node.id}"`,
    taskId: node.id,
    file: run.flow.file,
    path: node.path,
    locate: (path: TaskNode['path']) => locateInFlow(run.flowText, path),
  };
  const plan: NodePlan = {
    definition,
    properties: planProperties(node, type, owner),
    task: Object.assign(newMap(), { type: node.type, id: node.id }),
    runIf: node.runIf === undefined ? undefined : compileTemplate(node.runIf),
  };
  // From now on without a promise: an `await` a task less.
  run.plans.set(node, plan);
  return plan;
}
