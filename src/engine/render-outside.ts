import type { EngineHost } from '../contract/engine-host.ts';
import { compileTemplate, evaluateAsync } from '../expressions/index.ts';
import type { ValueMap } from '../util/values.ts';
import { createEvaluationHost } from './variables/evaluation-host.ts';

/** Renders a template outside of any execution, with these variables; `kv()` and `read()` are those of the namespace. */
export async function renderOutside(
  text: string,
  context: ValueMap,
  namespace: string,
  host: EngineHost,
): Promise<string> {
  const info = { id: 'render', namespace, flowId: 'render', flowRevision: 1 };
  return evaluateAsync(compileTemplate(text), context, createEvaluationHost(host, info, new Map()));
}
