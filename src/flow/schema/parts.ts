/** A JSON Schema as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const template = '\\{[{%]';

export const text: JsonSchema = { type: 'string' };

/** What Kestra takes as a text: numbers and booleans too. */
export const scalarText: JsonSchema = { type: ['string', 'number', 'boolean'] };

export const boolean: JsonSchema = { type: 'boolean' };

export const map: JsonSchema = { type: 'object' };

export const list: JsonSchema = { type: 'array' };

/** A list of maps that the parser reads one by one. */
export const listOfMaps: JsonSchema = { type: 'array', items: { type: 'object' } };

/** ISO 8601, checked by `parseDuration` afterwards. */
export const duration: JsonSchema = { type: 'string', format: 'duration' };

/** A duration that may be given as a template. */
export const dynamicDuration: JsonSchema = { if: { type: 'string', pattern: template }, else: duration };

/** Labels as a map, or as a list of `{key, value}`. */
export const labels: JsonSchema = {
  if: { type: 'array' },
  // The keyword of JSON Schema; nothing awaits a schema.
  // oxlint-disable-next-line unicorn/no-thenable
  then: {
    items: {
      type: 'object',
      properties: { key: { ...scalarText, minLength: 1 }, value: scalarText },
      required: ['key', 'value'],
      additionalProperties: false,
    },
  },
  else: { type: 'object', additionalProperties: scalarText },
};

/** Names of tasks and triggers. Kestra's rule. */
export const id: JsonSchema = { type: 'string', pattern: '^[a-zA-Z0-9][a-zA-Z0-9_-]*$', minLength: 1, maxLength: 256 };

/** Names of inputs and outputs: a dot makes them nested. */
export const inputId: JsonSchema = { type: 'string', pattern: '^[a-zA-Z0-9][.a-zA-Z0-9_-]*$', minLength: 1 };

export const logLevel: JsonSchema = { enum: ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'] };

/** A closed object. */
export function object(properties: Readonly<Record<string, JsonSchema>>, required: readonly string[] = []): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** Who carries something out: a group of workers by its name (Kestra 1), or by tags (Kestra 2). */
export const worker: Readonly<Record<string, JsonSchema>> = {
  workerGroup: object({ key: { ...text, minLength: 1 }, fallback: { enum: ['WAIT', 'FAIL', 'CANCEL'] } }, ['key']),
  workerSelector: object(
    {
      tags: { type: 'array', items: { ...text, minLength: 1 }, minItems: 1 },
      match: text,
      fallback: text,
    },
    ['tags'],
  ),
};
