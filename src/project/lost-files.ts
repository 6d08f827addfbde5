import type { Execution } from '../contract/execution.ts';
import { isMap, type Value } from '../util/values.ts';

/** Task runs that ended well, but whose stored files are among those that were too large for the record: they have to run again. */
export function lostTaskRuns({ taskRunList }: Execution, leftBehind: ReadonlySet<string>): ReadonlySet<string> {
  const lost = taskRunList.filter(({ outputs }) => leftBehind.size > 0 && holds(outputs, leftBehind));
  return new Set(lost.map(({ id }) => id));
}

/** Inputs whose files are among them. */
export function lostInputs({ inputs }: Execution, leftBehind: ReadonlySet<string>): readonly string[] {
  return Object.keys(inputs).filter((name) => leftBehind.size > 0 && holds(inputs[name] ?? null, leftBehind));
}

function holds(value: Value, addresses: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return addresses.has(value);
  if (Array.isArray(value)) return value.some((item) => holds(item, addresses));
  return isMap(value) && Object.values(value).some((item) => holds(item, addresses));
}
