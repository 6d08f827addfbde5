import { Ajv, type ValidateFunction } from 'ajv';
import { deriveAuthoredSchema, deriveRenderedSchema } from '../contract/derive-schema.ts';
import type { PropertiesValidator, SchemaViolation } from '../contract/registry.ts';
import type { TObject } from '../contract/schema.ts';
import { jsonSchemaFormats } from './json-schema-formats.ts';

/** Options shared by validators compiled at run time (tests, npm plugins) and at build time (built-in types). */
export const ajvOptions = { allErrors: true, strict: false, unicodeRegExp: true } as const;

/** An ajv with our formats. */
export function createAjv(options: { readonly standalone?: boolean } = {}): Ajv {
  const code = options.standalone === true ? { code: { source: true, esm: true, lines: true } } : {};
  return new Ajv({ ...ajvOptions, ...code, formats: jsonSchemaFormats });
}

/** Compiles the two validators of a type at run time; built-in types have theirs generated. */
export function compileValidators(properties: TObject): {
  readonly validateAuthored: PropertiesValidator;
  readonly validateRendered: PropertiesValidator;
} {
  const ajv = createAjv();
  return {
    validateAuthored: toValidator(ajv.compile(deriveAuthoredSchema(properties))),
    validateRendered: toValidator(ajv.compile(deriveRenderedSchema(properties))),
  };
}

/** Wraps an ajv function: a list of violations, empty where the value is valid. */
export function toValidator(validate: ValidateFunction): PropertiesValidator {
  return (value) => (validate(value) ? [] : ((validate.errors ?? []) as readonly SchemaViolation[]));
}
