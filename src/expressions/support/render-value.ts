import type { CallContext } from '../../contract/expression.ts';
import { CallFailure } from '../../contract/expression.ts';
import { isMap, newMap, type Value } from '../../util/values.ts';
import { ExpressionError } from '../error.ts';

/** Renders every text in a value, keys of maps too. Its errors are no longer what `??` catches. */
export function renderValue(value: Value, recursive: boolean, call: CallContext): Value {
  if (typeof value === 'string') return renderOne(value, recursive, call);
  if (Array.isArray(value)) return value.map((item) => renderValue(item, recursive, call));
  if (!isMap(value)) return value;
  const rendered = newMap();
  for (const key of Object.keys(value)) {
    const name = renderOne(key, false, call);
    if (!Object.hasOwn(rendered, name)) rendered[name] = renderValue(value[key] ?? null, recursive, call);
  }
  return rendered;
}

function renderOne(text: string, recursive: boolean, call: CallContext): string {
  try {
    return call.render(text, recursive);
  } catch (error) {
    if (error instanceof ExpressionError)
      throw new CallFailure(error.message, { cause: error, ...(error.hint === undefined ? {} : { hint: error.hint }) });
    throw error;
  }
}
