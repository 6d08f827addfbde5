import type { EngineHost } from '../contract/engine-host.ts';
import type { EvaluationHost } from '../contract/expression.ts';
import { compileTemplate, evaluateAsync, evaluateCondition } from '../expressions/index.ts';
import type { ValueMap } from '../util/values.ts';
import { createEvaluationHost } from './variables/evaluation-host.ts';

/** Renders a template outside of any execution, with these variables; `kv()` and `read()` are those of the namespace. */
export async function renderOutside(
  text: string,
  context: ValueMap,
  namespace: string,
  host: EngineHost,
): Promise<string> {
  return evaluateAsync(compileTemplate(text), context, evaluationHostOutside(namespace, host));
}

/** True where a condition, rendered outside of any execution, counts as true. */
export async function holdsOutside(
  text: string,
  context: ValueMap,
  namespace: string,
  host: EngineHost,
): Promise<boolean> {
  return evaluateCondition(compileTemplate(text), context, evaluationHostOutside(namespace, host));
}

/** What templates may ask, outside of any execution. */
export function evaluationHostOutside(namespace: string, host: EngineHost): EvaluationHost {
  const info = { id: 'render', namespace, flowId: 'render', flowRevision: 1 };
  return createEvaluationHost(host, info, new Map());
}
