import { TaskError } from '../../../contract/errors.ts';
import { isMap, ownEntry, type Value } from '../../../util/values.ts';
import type { JsonLine } from '../json-lines.ts';
import { parameterText } from './parameter-values.ts';

/** How a document of the file becomes the parameters of a statement. */
export interface BatchShape {
  /** For each placeholder the type (OID) that the server wants. */
  readonly types: readonly number[];
  /** For each placeholder the key of a map; undefined: the map's entries in their order. */
  readonly keys: readonly string[] | undefined;
  /** True: a map may have no other keys, so that no data get lost unseen. */
  readonly strict: boolean;
}

/**
 * The parameters of one row. A list gives them in order; of a map, those that `keys` names. What is missing is NULL.
 * @throws TaskError BATCH_ROW_MISFIT with the line where the row does not fit the statement.
 */
export function batchRow({ line, value }: JsonLine, shape: BatchShape): readonly (string | null)[] {
  const values = valuesOf(line, value, shape);
  const { length } = shape.types;
  if (values.length > length) {
    throw misfit(line, `has ${values.length} values, but the statement has ${length} placeholder(s)`);
  }
  return shape.types.map((type, index) => parameterText(values[index], type));
}

function valuesOf(line: number, value: Value, { keys, strict }: BatchShape): readonly (Value | undefined)[] {
  if (Array.isArray(value)) return value;
  if (!isMap(value)) throw misfit(line, 'is neither a map nor a list');
  if (keys === undefined) return Object.keys(value).map((key) => ownEntry(value, key));
  if (strict) {
    const other = Object.keys(value).find((key) => !keys.includes(key));
    if (other !== undefined) throw misfit(line, `has "${other}", but the table has no such column`);
  }
  return keys.map((key) => ownEntry(value, key));
}

function misfit(line: number, what: string): TaskError {
  return new TaskError('BATCH_ROW_MISFIT', `The row on line ${line} of the file ${what}.`, {
    hint: 'Name the keys to take in `columns`, one for each placeholder.',
    retryable: false,
  });
}
