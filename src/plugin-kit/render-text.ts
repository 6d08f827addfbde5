import { TaskError } from '../contract/errors.ts';
import type { RunContext } from '../contract/run-context.ts';
import { parseJson, printJson } from '../util/json.ts';
import { isMap, type Value, type ValueMap } from '../util/values.ts';

type Renderer = Pick<RunContext, 'render'>;

/** Renders a property of kind `self` that holds a text: numbers and booleans print as such, lists and maps as JSON. */
export async function renderText(context: Renderer, value: unknown, extra?: ValueMap): Promise<string> {
  return context.render(toText(value), extra);
}

/** Renders a list of texts; a text in its place is rendered and has to be a JSON list, or is taken as a list of one. */
export async function renderTextList(context: Renderer, value: unknown, extra?: ValueMap): Promise<string[]> {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return Promise.all(value.map((item) => renderText(context, item, extra)));
  const rendered = await renderText(context, value, extra);
  if (!rendered.trimStart().startsWith('[')) return [rendered];
  const parsed = parseOrUndefined(rendered);
  return Array.isArray(parsed) ? parsed.map(toText) : [rendered];
}

/**
 * Renders names and values of a map of texts, without the entries that are null; a text in its place is rendered and has to be
 * a JSON map.
 */
export async function renderTextMap(
  context: Renderer,
  property: string,
  value: unknown,
  extra?: ValueMap,
): Promise<Map<string, string>> {
  if (value === undefined || value === null) return new Map();
  if (typeof value === 'string') return parseTextMap(property, await context.render(value, extra));
  const entries = Object.entries(value as ValueMap).filter(([, entry]) => entry !== null && entry !== undefined);
  return new Map(
    await Promise.all(
      entries.map(
        async ([name, entry]) => [await context.render(name, extra), await renderText(context, entry, extra)] as const,
      ),
    ),
  );
}

function parseTextMap(property: string, text: string): Map<string, string> {
  if (text.trim() === '') return new Map();
  const parsed = parseOrUndefined(text);
  if (!isMap(parsed)) {
    throw new TaskError('BAD_PROPERTY', `${property}: expected a map or the JSON text of one, got ${excerpt(text)}`, {
      retryable: false,
      hint: `Write ${property} as a YAML map, or let its template render to JSON such as {"name": "value"}.`,
    });
  }
  const entries = Object.entries(parsed).filter(([, entry]) => entry !== null);
  return new Map(entries.map(([name, entry]) => [name, toText(entry)]));
}

function parseOrUndefined(text: string): Value | undefined {
  try {
    return parseJson(text);
  } catch {
    // Not JSON: the caller says what it wanted instead.
    return undefined;
  }
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) || isMap(value as Value) ? printJson(value as Value) : String(value);
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
