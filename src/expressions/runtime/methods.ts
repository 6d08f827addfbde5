import { isMap, type Value } from '../../util/values.ts';
import { LIST_METHODS } from './list-methods.ts';
import { MAP_METHODS } from './map-methods.ts';
import type { Method, MethodTable } from './method-table.ts';
import { isInteger } from './numbers.ts';
import { SCALAR_METHODS } from './scalar-methods.ts';
import { STRING_METHODS } from './string-methods.ts';

/** `x.name` also finds getName, isName and hasName, as Java beans do. */
const PREFIXES: readonly string[] = ['', 'get', 'is', 'has'];

/** Calls one of the few Java methods that templates may use; undefined when there is none by that name for these arguments. */
export function callMethod(
  target: Exclude<Value, null>,
  name: string,
  args: readonly Value[],
  asAttribute: boolean,
): Value | undefined {
  const table = tableOf(target);
  for (const prefix of asAttribute ? PREFIXES : ['']) {
    const overloads = table.get((prefix + name).toLowerCase()) ?? [];
    const method = overloads.find((candidate) => accepts(candidate, args));
    if (method !== undefined) return method.run(target, args);
  }
  return undefined;
}

function tableOf(target: Exclude<Value, null>): MethodTable {
  if (typeof target === 'string') return STRING_METHODS;
  if (Array.isArray(target)) return LIST_METHODS;
  return isMap(target) ? MAP_METHODS : SCALAR_METHODS;
}

/** An `int` parameter takes an Integer (from inputs or a count), not a literal, which is a Long: as on a Kestra server. */
function accepts(method: Method, args: readonly Value[]): boolean {
  if (method.parameters.length !== args.length) return false;
  return method.parameters.every((parameter, index) => {
    const value = args[index];
    if (parameter === 'int') return isInteger(value);
    return parameter === 'text' ? typeof value === 'string' : true;
  });
}
