import type { InputNode } from '../../src/contract/flow.ts';
import type { PluginSchema } from '../../src/contract/registry.ts';

const closedInputs: ReadonlySet<InputNode['type']> = new Set([
  'INT',
  'FLOAT',
  'BOOL',
  'BOOLEAN',
  'DATE',
  'TIME',
  'DATETIME',
  'DURATION',
  // The address of a file in storage, which we make.
  'FILE',
  // Its owner's own word; a form asks for the name of a secret.
  'SECRET',
]);

/** Whether a value of the input cannot be any text: numbers, dates, a choice of the author's, letters and digits only. */
export function isClosedInput({ type, properties }: InputNode): boolean {
  if (closedInputs.has(type)) return true;
  const { values, options, allowCustomValue, validator, itemType } = properties;
  if (type === 'SELECT' || type === 'MULTISELECT')
    return allowCustomValue !== true && (Array.isArray(values) || Array.isArray(options));
  if (type === 'ARRAY') return closedInputs.has(itemType as InputNode['type']);
  return type === 'STRING' && typeof validator === 'string' && matchesWordsOnly(validator);
}

/** A pattern of letters, digits, `_`, `-` and `.` alone. It is matched against the whole value. */
export function matchesWordsOnly(pattern: string): boolean {
  // A range such as A-z or .-z holds quotes and brackets: both ends must be of one kind.
  const range = String.raw`[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d`;
  const item = String.raw`(?:[A-Za-z0-9_-]|\\[dw.-]|\[-?(?:${range}|[\w.]|\\[dw.-])+-?\])`;
  const times = String.raw`(?:[?*+]|\{\d+(?:,\d*)?\})?`;
  return new RegExp(String.raw`^\^?(?:${item}${times}|\((?:\?:)?|\)${times}|\|)+\$?$`).test(pattern);
}

type Schema = Readonly<Record<string, unknown>>;

const closedFormats: ReadonlySet<unknown> = new Set(['storage-uri', 'date', 'time', 'date-time', 'duration', 'uuid']);

/** Names of outputs that we make: addresses in storage, ids, states. */
const closedNames: ReadonlySet<string> = new Set(['uri', 'uris', 'outputFiles', 'executionId', 'state', 'jobId']);

/** Whether what stands at a path of outputs cannot be any text. A step `*` is a computed one: of a map, a list, or the turn of a loop. */
export function isClosedOutput(schema: PluginSchema | Schema | undefined, path: readonly string[]): boolean {
  if (path.some((step) => closedNames.has(step))) return true;
  const [step, ...rest] = path;
  if (step === undefined) return isClosedSchema(schema);
  const { properties, additionalProperties, patternProperties, items } = (schema ?? {}) as Record<string, Schema>;
  if (properties !== undefined && step in properties) return isClosedOutput(properties[step] as Schema, rest);
  const each =
    Object.values(patternProperties ?? {})[0] ??
    (typeof additionalProperties === 'object' ? additionalProperties : items);
  if (each !== undefined) return isClosedOutput(each as Schema, rest);
  // `outputs.task[taskrun.value].x`: the turn of a loop stands before what its task gives.
  return step === '*' && rest.length > 0 && isClosedOutput(schema, rest);
}

function isClosedSchema(schema: unknown): boolean {
  const {
    type,
    format,
    enum: choices,
    const: fixed,
    anyOf,
    properties,
    additionalProperties,
  } = (schema ?? {}) as Schema;
  if (closedFormats.has(format) || Array.isArray(choices) || fixed !== undefined) return true;
  if (Array.isArray(anyOf)) return anyOf.every(isClosedSchema);
  if (type === 'object') {
    const parts = Object.values((properties ?? {}) as Schema);
    return parts.length > 0 && additionalProperties !== true && parts.every(isClosedSchema);
  }
  return type === 'number' || type === 'integer' || type === 'boolean' || type === 'null';
}
