import type { InputType } from '../../contract/flow.ts';
import { boolean, duration, inputId, type JsonSchema, list, object, scalarText, text } from './parts.ts';

const common = {
  id: inputId,
  type: text,
  displayName: scalarText,
  description: scalarText,
  required: boolean,
  defaults: {},
  prefill: {},
  dependsOn: object({ inputs: { type: 'array', items: text, minItems: 1 }, condition: scalarText }, ['inputs']),
};

const choices = {
  values: { type: 'array', items: scalarText },
  options: { type: 'array', items: scalarText },
  expression: text,
  allowCustomValue: boolean,
  autoSelectFirst: boolean,
  isRadio: boolean,
};

const dates = { after: scalarText, before: scalarText };

/** The types that an ARRAY's items may have. */
export const itemTypes = [
  'STRING',
  'INT',
  'FLOAT',
  'BOOL',
  'BOOLEAN',
  'DATE',
  'TIME',
  'DATETIME',
  'DURATION',
  'URI',
  'EMAIL',
  'JSON',
  'YAML',
] as const;

/** Properties that only one type has. */
const own: Readonly<Record<InputType, Readonly<Record<string, JsonSchema>>>> = {
  STRING: { validator: text },
  INT: { min: { type: 'integer' }, max: { type: 'integer' } },
  FLOAT: { min: { type: 'number' }, max: { type: 'number' } },
  BOOL: {},
  BOOLEAN: {},
  SELECT: choices,
  MULTISELECT: { ...choices, itemType: { enum: itemTypes } },
  DATE: dates,
  TIME: dates,
  DATETIME: dates,
  DURATION: { min: duration, max: duration },
  FILE: { extension: text, allowedFileExtensions: list },
  JSON: {},
  YAML: {},
  URI: {},
  EMAIL: {},
  SECRET: { validator: text },
  ARRAY: { itemType: { enum: itemTypes } },
};

const required: Partial<Readonly<Record<InputType, readonly string[]>>> = { ARRAY: ['itemType'] };

/** Every input type's schema, by its name. */
export const inputs: Readonly<Record<InputType, JsonSchema>> = Object.fromEntries(
  Object.entries(own).map(([type, properties]) => [
    type,
    object({ ...common, ...properties }, ['id', 'type', ...(required[type as InputType] ?? [])]),
  ]),
) as Readonly<Record<InputType, JsonSchema>>;

/** Old names of input types. */
export const inputTypeAliases: Readonly<Record<string, InputType>> = { ENUM: 'SELECT' };

/** A form of several inputs is not read yet; it comes with the editor. */
export const unsupportedInputTypes: Readonly<Record<string, string>> = { FORM: 'forms of several inputs' };
