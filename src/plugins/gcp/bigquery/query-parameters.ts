import { TaskError } from '../../../contract/errors.ts';
import { isPlainMap } from '../plain-map.ts';

interface ParameterType {
  readonly type: string;
  readonly arrayType?: ParameterType;
  readonly structTypes?: readonly { readonly name: string; readonly type: ParameterType }[];
}

interface ParameterValue {
  readonly value?: string | null;
  readonly arrayValues?: readonly ParameterValue[];
  readonly structValues?: Readonly<Record<string, ParameterValue>>;
}

/** Parameters as the API takes them. Source: https://cloud.google.com/bigquery/docs/reference/rest/v2/QueryParameter */
export interface QueryParameters {
  readonly parameterMode: 'NAMED' | 'POSITIONAL';
  readonly queryParameters: readonly object[];
}

/**
 * A map becomes named parameters, a list positional ones; types follow from the values.
 * @throws TaskError BIGQUERY_BAD_PARAMETER
 */
export function readParameters(parameters: unknown): QueryParameters | undefined {
  if (parameters === undefined || parameters === null) return undefined;
  if (Array.isArray(parameters)) {
    return {
      parameterMode: 'POSITIONAL',
      queryParameters: parameters.map((value, index) => parameterOf(value, String(index + 1))),
    };
  }
  if (isPlainMap(parameters)) {
    return {
      parameterMode: 'NAMED',
      queryParameters: Object.entries(parameters).map(([name, value]) => ({ name, ...parameterOf(value, name) })),
    };
  }
  throw bad('parameters', 'a map of names or a list');
}

function parameterOf(value: unknown, name: string): { parameterType: ParameterType; parameterValue: ParameterValue } {
  return { parameterType: typeOf(value, name), parameterValue: valueOf(value) };
}

function typeOf(value: unknown, name: string): ParameterType {
  if (typeof value === 'boolean') return { type: 'BOOL' };
  if (typeof value === 'bigint') return { type: 'INT64' };
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'INT64' : 'FLOAT64' };
  if (typeof value === 'string' || value === null || value === undefined) return { type: 'STRING' };
  if (Array.isArray(value)) {
    if (value.length === 0) throw bad(name, 'a list with at least one entry, for its type follows from that');
    return { type: 'ARRAY', arrayType: typeOf(value[0], name) };
  }
  if (!isPlainMap(value)) throw bad(name, 'a text, a number, true or false, a list or a map');
  const structTypes = Object.entries(value).map(([key, entry]) => ({
    name: key,
    type: typeOf(entry, `${name}.${key}`),
  }));
  return { type: 'STRUCT', structTypes };
}

function valueOf(value: unknown): ParameterValue {
  if (Array.isArray(value)) return { arrayValues: value.map(valueOf) };
  if (isPlainMap(value)) {
    return { structValues: Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, valueOf(entry)])) };
  }
  return {
    value:
      typeof value === 'string'
        ? value
        : value === null || value === undefined
          ? null
          : `${value as number | bigint | boolean}`,
  };
}

function bad(name: string, expected: string): TaskError {
  return new TaskError('BIGQUERY_BAD_PARAMETER', `parameter ${name}: expected ${expected}`, {
    hint: 'other types are made in the SQL: CAST(@day AS DATE)',
    retryable: false,
  });
}
