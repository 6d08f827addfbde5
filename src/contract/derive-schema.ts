import type { Rendering, TObject, TSchema } from './schema.ts';

/** A JSON Schema as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a text must look like to be taken as a template. */
export const TEMPLATE_PATTERN = '\\{[{%]';

const scalarTypes = ['string', 'number', 'integer', 'boolean'];

/**
 * The schema of a type's properties as people write them in a flow file: where the declared type does not allow it,
 * a template may stand in its place (dynamic properties), and a scalar may stand for a text (`level: 5`), as Kestra has it.
 * Unknown properties are refused.
 */
export function deriveAuthoredSchema(properties: TObject): JsonSchema {
  return closed(properties, (schema) => authored(schema, 'dynamic'));
}

/** The schema of a type's properties after rendering. Unknown properties are refused. */
export function deriveRenderedSchema(properties: TObject): JsonSchema {
  return closed(properties, rendered);
}

function closed(properties: TObject, derive: (schema: TSchema) => JsonSchema): JsonSchema {
  const derived = Object.entries(properties.properties).map(([name, schema]) => [name, derive(schema)] as const);
  return {
    type: 'object',
    properties: Object.fromEntries(derived),
    ...(properties.required === undefined ? {} : { required: [...properties.required] }),
    additionalProperties: false,
  };
}

function authored(schema: TSchema, inherited: Rendering): JsonSchema {
  const rendering = (schema['x-rendering'] as Rendering | undefined) ?? inherited;
  if (schema['x-holds'] !== undefined) return plain(schema);
  const shape = mapShape(plain(schema), (child) => authored(child, rendering));
  const lenient = acceptScalarForText(shape);
  if (rendering === 'static' || acceptsAnyText(lenient)) return lenient;
  return { if: { type: 'string', pattern: TEMPLATE_PATTERN }, else: lenient };
}

function rendered(schema: TSchema): JsonSchema {
  if (schema['x-holds'] !== undefined) return plain(schema);
  return mapShape(plain(schema), rendered);
}

/** Copies a schema without TypeBox's symbols; unions of literals become one `enum`, which reads better in errors. */
function plain(schema: TSchema): JsonSchema {
  const { anyOf, ...rest } = schema as JsonSchema & { anyOf?: readonly JsonSchema[] };
  const copy = Object.fromEntries(Object.entries(rest).filter(([key]) => !key.startsWith('x-')));
  if (anyOf === undefined) return copy;
  if (anyOf.every((member) => 'const' in member)) return { ...copy, enum: anyOf.map((member) => member['const']) };
  return { ...copy, anyOf };
}

function mapShape(schema: JsonSchema, map: (child: TSchema) => JsonSchema): JsonSchema {
  const result: Record<string, unknown> = { ...schema };
  for (const key of ['items', 'additionalProperties', 'not']) {
    if (isSchema(schema[key])) result[key] = map(schema[key]);
  }
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const list = schema[key];
    if (Array.isArray(list)) result[key] = list.map((child) => (isSchema(child) ? map(child) : child));
  }
  for (const key of ['properties', 'patternProperties']) {
    const children = schema[key];
    if (isSchema(children)) {
      const entries = Object.entries<TSchema>(children);
      result[key] = Object.fromEntries(entries.map(([name, child]) => [name, map(child)]));
    }
  }
  return result;
}

function acceptScalarForText(schema: JsonSchema): JsonSchema {
  if (schema['type'] === 'string') {
    const bounded = ['enum', 'const', 'format', 'pattern', 'minLength', 'maxLength'].some((key) => key in schema);
    return bounded ? schema : { ...schema, type: scalarTypes };
  }
  if (schema['type'] === 'integer') return orNumericText(schema, '^[+-]?[0-9]+$');
  if (schema['type'] === 'number') return orNumericText(schema, '^[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$');
  if (schema['type'] === 'boolean') return orNumericText(schema, '^([tT]rue|[fF]alse|TRUE|FALSE)$');
  return schema;
}

/** `limit: "5"` is a number to Kestra; anything else is judged by the declared type alone, so that errors stay short. */
function orNumericText(schema: JsonSchema, pattern: string): JsonSchema {
  return { if: { type: 'string', pattern }, else: schema };
}

function acceptsAnyText(schema: JsonSchema): boolean {
  const { type, anyOf } = schema;
  if (Array.isArray(anyOf)) return anyOf.some((member) => isSchema(member) && acceptsAnyText(member));
  if (type === undefined) return !['oneOf', 'enum', 'const', 'if', '$ref'].some((key) => key in schema);
  return Array.isArray(type) && type.includes('string');
}

function isSchema(value: unknown): value is TSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
