import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { JsonSyntaxError, parseJson, printJson } from '../../../util/json.ts';
import { isMap, type Value } from '../../../util/values.ts';

type Renderer = Pick<RunContext, 'render' | 'renderValue'>;

/**
 * The values that a loop goes over, each as the text that `taskrun.value` is: a list, or a text that renders to a JSON list.
 * Lists and maps in it become JSON, numbers what they print as (`2.50` is `2.5`). Values that are equal count once, as on a
 * Kestra server.
 *
 * @throws TaskError BAD_VALUES for a null, or for something else than a list
 */
export async function renderLoopValues(scope: Renderer, property: string, authored: Value): Promise<string[]> {
  const list = await renderList(scope, property, authored);
  const nulls = list.filter((value) => value === null).length;
  if (nulls > 0) {
    throw badValues(
      `${property}: expected values, got ${nulls} null among ${list.length}`,
      'leave the nulls out of the list',
    );
  }
  // By their JSON, for the text "1" is another value than the number 1.
  return [...new Map(list.map((value) => [printJson(value), textOf(value)])).values()];
}

/** What a loop's value is as a text. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) || isMap(value) ? printJson(value) : String(value);
}

async function renderList(scope: Renderer, property: string, authored: Value): Promise<Value[]> {
  if (typeof authored === 'string') return parseList(property, await scope.render(authored));
  if (Array.isArray(authored)) return (await scope.renderValue(authored)) as Value[];
  throw badValues(`${property}: expected a list, got ${isMap(authored) ? 'a map' : textOf(authored)}`, LIST_HINT);
}

function parseList(property: string, text: string): Value[] {
  const parsed = parse(property, text);
  if (Array.isArray(parsed)) return parsed;
  throw badValues(`${property}: expected a JSON list, got ${excerpt(text)}`, LIST_HINT);
}

function parse(property: string, text: string): Value {
  try {
    return parseJson(text);
  } catch (cause) {
    if (!(cause instanceof JsonSyntaxError)) throw cause;
    throw badValues(`${property}: expected a JSON list, got ${excerpt(text)} (${cause.message})`, LIST_HINT, cause);
  }
}

const LIST_HINT =
  'write a YAML list, or a template that renders to JSON such as ["a", "b"]; of a map, take the filter `keys` or `values`';

function badValues(message: string, hint: string, cause?: unknown): TaskError {
  return new TaskError('BAD_VALUES', message, { hint, cause, retryable: false });
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
