import { text } from 'node:stream/consumers';
import type { TaskStorage } from '../../src/contract/run-context.ts';
import { compileTemplate, evaluateAsync, isTemplate } from '../../src/expressions/index.ts';
import { isMap, type Value, type ValueMap } from '../../src/util/values.ts';

/** Renders a template by the real expressions; `read()` sees the test's storage. */
export async function renderText(template: string, variables: ValueMap, storage: TaskStorage): Promise<string> {
  if (!isTemplate(template)) return template;
  return evaluateAsync(compileTemplate(template), variables, { readFile: async (uri) => text(await storage.get(uri)) });
}

/** Renders every text inside a value. */
export async function renderDeep(value: Value, variables: ValueMap, storage: TaskStorage): Promise<Value> {
  if (typeof value === 'string') return renderText(value, variables, storage);
  if (Array.isArray(value)) return Promise.all(value.map((item) => renderDeep(item, variables, storage)));
  if (!isMap(value)) return value;
  const result: ValueMap = {};
  for (const [key, entry] of Object.entries(value)) result[key] = await renderDeep(entry, variables, storage);
  return result;
}
