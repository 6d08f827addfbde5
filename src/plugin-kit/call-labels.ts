import { printJson } from '../util/json.ts';
import { isMap, type Value, type ValueMap } from '../util/values.ts';
import type { CallProperties } from './call-properties.ts';

/** Labels of a called execution: the caller's own, where it hands them on, and those of the task. The system's are not handed on. */
export function callLabels(
  { labels = {}, inheritLabels }: Pick<CallProperties, 'labels' | 'inheritLabels'>,
  variables: ValueMap,
): Record<string, string> {
  const { labels: own } = variables;
  const inherited = inheritLabels === true && own !== undefined && isMap(own) ? flatten(own) : [];
  const given = Array.isArray(labels)
    ? labels.map(({ key, value }) => [key, String(value)] as const)
    : Object.entries(labels).map(([key, value]) => [key, String(value)] as const);
  return Object.fromEntries([...inherited.filter(([key]) => !key.startsWith('system.')), ...given]);
}

/** `labels` of expressions are nested by the dots of their keys. */
function flatten(labels: ValueMap, prefix = ''): (readonly [key: string, value: string])[] {
  return Object.entries(labels).flatMap(([key, value]: [string, Value]) =>
    isMap(value) ? flatten(value, `${prefix}${key}.`) : [[`${prefix}${key}`, textOf(value)] as const],
  );
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : printJson(value);
}
