import type { ConditionContext, ConditionDefinition, ConditionMemory } from '../../contract/condition.ts';
import type { EngineHost } from '../../contract/engine-host.ts';
import { GitphonyError } from '../../contract/errors.ts';
import type { ConditionNode, TriggerNode } from '../../contract/flow.ts';
import { compileTemplate, evaluateAsync, isTruthyText, type Template } from '../../expressions/index.ts';
import { planProperties, type PropertyPlan } from '../properties/property-plan.ts';
import { createEvaluationHost } from '../variables/evaluation-host.ts';
import { type TriggerEvent, triggerScope } from './trigger-scope.ts';

/**
 * Whether a trigger fires: all its `conditions` hold, and its `when` too. The first that does not ends the search.
 * Fails with CONDITION_FAILED where a condition cannot be judged: neither a yes nor a no would be true.
 */
export async function conditionsHold(event: TriggerEvent, host: EngineHost): Promise<boolean> {
  const { flow, trigger } = event;
  if (!hasConditions(trigger)) return true;
  const scope = triggerScope(event, host);
  const info = { id: 'conditions', namespace: flow.namespace, flowId: flow.id, flowRevision: 1 };
  const evaluation = createEvaluationHost(host, info, new Map());
  const evaluate = (template: Template): Promise<string> => evaluateAsync(template, scope, evaluation);
  const render = (template: string): Promise<string> => evaluate(compileTemplate(template));
  const test = (node: ConditionNode): Promise<boolean> =>
    judged(node.type, event, async () => {
      const { definition, plan } = await readyCondition(node, event, host);
      return definition.test(await plan.resolve(evaluate, () => {}), context);
    });
  const context: ConditionContext = {
    date: event.date,
    timezone: event.timezone,
    flow: { id: flow.id, namespace: flow.namespace },
    ...(event.execution === undefined ? {} : { execution: event.execution }),
    render,
    test,
    memory: (key) => memoryOf(event, host, key),
  };
  for (const node of trigger.conditions ?? []) if (!(await test(node))) return false;
  if (trigger.when === undefined) return true;
  return judged('when', event, async () => isTruthyText((await render(trigger.when ?? '')).trim()));
}

/** Whether there is anything to judge. */
export function hasConditions({ conditions, when }: TriggerNode): boolean {
  return when !== undefined || (conditions !== undefined && conditions.length > 0);
}

interface ReadyCondition {
  readonly definition: ConditionDefinition;
  readonly plan: PropertyPlan;
}

/** A window of a backfill judges the same conditions for each of its ticks. */
const ready = new WeakMap<ConditionNode, Promise<ReadyCondition>>();

function readyCondition(node: ConditionNode, event: TriggerEvent, host: EngineHost): Promise<ReadyCondition> {
  const known = ready.get(node);
  if (known !== undefined) return known;
  const made = makeReady(node, event, host);
  ready.set(node, made);
  return made;
}

async function makeReady(node: ConditionNode, event: TriggerEvent, host: EngineHost): Promise<ReadyCondition> {
  const [type, definition] = await Promise.all([host.registry.describe(node.type), host.registry.load(node.type)]);
  if (definition.kind !== 'condition') {
    throw new GitphonyError('WRONG_KIND', `expected a condition, got the ${definition.kind} ${node.type}`);
  }
  const plan = planProperties(node, type, {
    label: `the condition ${node.type}`,
    taskId: event.trigger.id,
    file: event.flow.file,
    path: node.path,
    locate: () => Promise.resolve(undefined),
  });
  return { definition, plan };
}

/** Says once which condition of which trigger could not be judged. */
async function judged(what: string, event: TriggerEvent, judge: () => Promise<boolean>): Promise<boolean> {
  try {
    return await judge();
  } catch (cause) {
    if (cause instanceof GitphonyError && cause.code === 'CONDITION_FAILED') throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const hint = cause instanceof GitphonyError ? cause.hint : undefined;
    const name = what.slice(what.lastIndexOf('.') + 1);
    throw new GitphonyError(
      'CONDITION_FAILED',
      `the condition ${name} of the trigger "${event.trigger.id}" cannot be judged for ${event.date}: ${reason}`,
      { cause, hint, where: { file: event.flow.file } },
    );
  }
}

/** In the KV store of the flow's namespace: it lasts between executions, on a laptop as on GitHub. */
function memoryOf({ flow, trigger }: TriggerEvent, host: EngineHost, key: string): ConditionMemory {
  const name = `gitphony.condition.${flow.id}.${trigger.id}.${key}`;
  const store = host.kv(flow.namespace);
  return {
    read: async () => (await store.get(name, flow.namespace))?.value,
    write: (value) => store.set({ key: name, type: 'JSON', value }),
  };
}
