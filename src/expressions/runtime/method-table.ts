import type { Value } from '../../util/values.ts';

export type Parameter = 'int' | 'text' | 'any';

export interface Method {
  readonly parameters: readonly Parameter[];
  readonly run: (target: Exclude<Value, null>, args: readonly Value[]) => Value;
}

/** Methods by name in lower case (Pebble ignores case), each with its overloads. */
export type MethodTable = ReadonlyMap<string, readonly Method[]>;

type Declared<T extends Value> = readonly [
  name: string,
  parameters: readonly Parameter[],
  run: (target: T, args: readonly Value[]) => Value,
];

/** Builds a table for values of one type; the caller of the table guarantees the type of the target. */
export function methodTable<T extends Value>(methods: readonly Declared<T>[]): MethodTable {
  const table = new Map<string, Method[]>();
  for (const [name, parameters, run] of methods) {
    const key = name.toLowerCase();
    const overloads = table.get(key) ?? [];
    overloads.push({ parameters, run: (target, args) => run(target as T, args) });
    table.set(key, overloads);
  }
  return table;
}

/** An argument that the parameter list says is a text. */
export function textAt(args: readonly Value[], index: number): string {
  const value = args[index];
  return typeof value === 'string' ? value : '';
}

/** An argument that the parameter list says is an int. */
export function intAt(args: readonly Value[], index: number): number {
  return Number(args[index] ?? 0);
}
