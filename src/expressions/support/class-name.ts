import { isMap, type Value } from '../../util/values.ts';
import { numericType } from '../runtime/compare.ts';
import { isNumeric } from '../runtime/numbers.ts';

const NUMBERS = {
  integer: 'java.lang.Integer',
  long: 'java.lang.Long',
  float: 'java.lang.Float',
  double: 'java.lang.Double',
} as const;

/** The Java class of a value on a Kestra server; a map that a template makes is a HashMap there, one from outside a LinkedHashMap. */
export function javaClassName(value: Value): string | null {
  if (value === null) return null;
  if (isNumeric(value)) return NUMBERS[numericType(value)];
  if (typeof value === 'boolean') return 'java.lang.Boolean';
  if (typeof value === 'string') return 'java.lang.String';
  if (Array.isArray(value)) return 'java.util.ArrayList';
  return isMap(value) && Object.getPrototypeOf(value) === null ? 'java.util.HashMap' : 'java.util.LinkedHashMap';
}
