import { cell, code } from './markdown.ts';

/** What a page reads of a JSON Schema. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly 'x-secret'?: boolean;
  readonly 'x-holds'?: string;
  readonly 'x-rendering'?: string;
}

/** A Markdown table of an object's properties; those of maps inside follow with dots, those of lists with `[]`. */
export function propertyTable(schema: Schema): string {
  const rows = rowsOf(schema, '');
  if (rows.length === 0) return 'None.';
  return ['| name | type | default | |', '|---|---|---|---|', ...rows].join('\n');
}

function rowsOf(schema: Schema, prefix: string): string[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = `${prefix}${name}`;
    const notes = [property.description ?? '', rangeOf(property), renderingOf(property)].filter((note) => note !== '');
    const fallback = property.default === undefined ? '' : code(JSON.stringify(property.default));
    const first = required.has(name) ? '**required**' : cell(fallback);
    const row = `| ${code(path)} | ${cell(typeOf(property))} | ${first} | ${cell(notes.join(' '))} |`;
    // What a task or a runner inside may say stands on its own page.
    if (property['x-holds'] !== undefined) return [row];
    const inner = property.properties === undefined ? property.items : property;
    const mark = inner === property ? '.' : '[].';
    return inner?.properties === undefined ? [row] : [row, ...rowsOf(inner, `${path}${mark}`)];
  });
}

const holds: Readonly<Record<string, string>> = {
  tasks: 'list of tasks',
  task: 'task',
  dag: 'list of `{task, dependsOn}`',
  runner: 'task runner',
  cases: 'map of lists of tasks',
  conditions: 'list of conditions',
  'condition-map': 'map of conditions',
  inputs: 'list of inputs',
};

function typeOf(schema: Schema): string {
  const held = schema['x-holds'];
  if (held !== undefined) return holds[held] ?? held;
  if (schema.const !== undefined) return code(literal(schema.const));
  if (schema.enum !== undefined) return schema.enum.map((value) => code(literal(value))).join(', ');
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(typeOf))].join(', ');
  if (schema.format === 'duration') return 'duration';
  if (schema.format === 'storage-uri') return 'file URI';
  const names = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  return names.map((name) => nameOf(name, schema)).join(' or ') || 'any';
}

function literal(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function nameOf(name: string, { items, patternProperties }: Schema): string {
  if (name === 'array') {
    const inner = items === undefined ? '' : typeOf(items);
    return inner === '' || inner === 'any' ? 'list' : `list of ${inner}`;
  }
  if (name !== 'object') return name;
  const values = Object.values(patternProperties ?? {}).map(typeOf)[0];
  return values === undefined || values === 'any' ? 'map' : `map of ${values}`;
}

function rangeOf({ minimum, maximum }: Schema): string {
  if (minimum !== undefined && maximum !== undefined) return `From ${minimum} to ${maximum}.`;
  if (minimum !== undefined) return `At least ${minimum}.`;
  return maximum === undefined ? '' : `At most ${maximum}.`;
}

function renderingOf(schema: Schema): string {
  const notes: string[] = [];
  if (schema['x-secret'] === true) notes.push('Never shown.');
  if (schema['x-rendering'] === 'static' && schema['x-holds'] === undefined) notes.push('No templates.');
  return notes.join(' ');
}
