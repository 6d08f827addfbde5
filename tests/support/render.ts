import type { TaskStorage } from '../../src/contract/run-context.ts';
import type { Value, ValueMap } from '../../src/util/values.ts';
import { Decimal } from '../../src/util/decimal.ts';

/** Stand-in until expressions land: `{{ a.b }}` look-ups only. */
export async function renderText(template: string, variables: ValueMap, _storage: TaskStorage): Promise<string> {
  return template.replaceAll(/\{\{\s*(.*?)\s*\}\}/gu, (_whole, path: string) => {
    let value: unknown = variables;
    for (const key of path.split('.')) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
        throw new Error(`Unable to find ${path}`);
      value = (value as Record<string, unknown>)[key];
    }
    return String(value);
  });
}

export async function renderDeep(value: Value, variables: ValueMap, storage: TaskStorage): Promise<Value> {
  if (typeof value === 'string') return renderText(value, variables, storage);
  if (Array.isArray(value)) return Promise.all(value.map((item) => renderDeep(item, variables, storage)));
  if (typeof value !== 'object' || value === null || value instanceof Decimal) return value;
  const result: ValueMap = {};
  for (const [key, entry] of Object.entries(value)) result[key] = await renderDeep(entry, variables, storage);
  return result;
}
