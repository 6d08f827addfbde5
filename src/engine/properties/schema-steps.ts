import type { JsonSchema } from '../../contract/derive-schema.ts';

/** The schema of a map's entry or a list's item; undefined where nothing is declared for it. */
export function childSchema(schema: JsonSchema, key: string | number): JsonSchema | undefined {
  if (typeof key === 'number') return asSchema(schema['items']);
  const named = asSchema(schema['properties'])?.[key];
  if (named !== undefined) return asSchema(named);
  for (const [pattern, inner] of Object.entries(asSchema(schema['patternProperties']) ?? {})) {
    if (new RegExp(pattern, 'u').test(key)) return asSchema(inner);
  }
  return asSchema(schema['additionalProperties']);
}

/** The alternatives of a union; undefined for any other schema. */
export function membersOf(schema: JsonSchema): readonly JsonSchema[] | undefined {
  const members = schema['anyOf'] ?? schema['oneOf'];
  return Array.isArray(members) ? (members as readonly JsonSchema[]) : undefined;
}

function asSchema(value: unknown): JsonSchema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : undefined;
}
