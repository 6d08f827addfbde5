import { createInterface } from 'node:readline';
import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { JsonSyntaxError, parseJson } from '../../../util/json.ts';
import { isMap, type Value, type ValueMap } from '../../../util/values.ts';
import { textOf } from './loop-values.ts';

/** One turn's `item`, without those around it. */
export interface LoopItem {
  readonly value: string;
  /** From 0. */
  readonly index: number;
  /** Where the values are a map. */
  readonly key?: string;
}

/** What a loop goes over. */
export interface LoopSource {
  readonly items: AsyncIterable<LoopItem>;
  /** Undefined for a file: its lines are read as the loop goes on. */
  readonly size: number | undefined;
}

type Renderer = Pick<RunContext, 'render' | 'renderValue' | 'storage'>;

/**
 * Opens the values of a Loop: a list, a map, a text that renders to the JSON of one, or to the URI of a stored file with an
 * item a line (JSON, or plain text).
 *
 * @throws TaskError BAD_VALUES for a null among them, or for something else
 */
export async function openItems(scope: Renderer, authored: Value): Promise<LoopSource> {
  if (typeof authored !== 'string') return fromValue(await scope.renderValue(authored));
  const text = (await scope.render(authored)).trim();
  if (scope.storage.isUri(text)) return { items: linesOf(scope, text), size: undefined };
  return fromValue(parse(text));
}

function fromValue(value: Value): LoopSource {
  if (Array.isArray(value)) {
    return listed(value.map((entry, index) => ({ value: itemText(entry, String(index)), index })));
  }
  if (!isMap(value))
    throw badValues(`values: expected a list, a map or the URI of a stored file, got ${textOf(value)}`);
  const entries: [string, Value][] = Object.entries(value);
  return listed(entries.map(([key, entry], index) => ({ value: itemText(entry, key), index, key })));
}

function listed(items: readonly LoopItem[]): LoopSource {
  return { items: iterate(items), size: items.length };
}

async function* iterate(items: readonly LoopItem[]): AsyncGenerator<LoopItem> {
  yield* items;
}

async function* linesOf(scope: Renderer, uri: string): AsyncGenerator<LoopItem> {
  const input = await scope.storage.get(uri);
  let index = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue;
      yield { value: lineText(line), index };
      index += 1;
    }
  } finally {
    input.destroy();
  }
}

/** A line that is no JSON is taken as the text that it is. */
function lineText(line: string): string {
  try {
    return textOf(parseJson(line));
  } catch (error) {
    if (error instanceof JsonSyntaxError) return line;
    throw error;
  }
}

function itemText(value: Value, place: string): string {
  if (value === null) throw badValues(`values: expected a value at ${place}, got null`);
  return textOf(value);
}

function parse(text: string): Value {
  try {
    return parseJson(text);
  } catch (cause) {
    if (!(cause instanceof JsonSyntaxError)) throw cause;
    const shown = JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
    throw badValues(`values: expected JSON or the URI of a stored file, got ${shown} (${cause.message})`);
  }
}

function badValues(message: string): TaskError {
  const hint = 'write a YAML list or map, or a template that renders to JSON such as ["a", "b"]';
  return new TaskError('BAD_VALUES', message, { hint, retryable: false });
}

/** `item` as the tasks of a turn see it: with those of the loops around, the nearest first. */
export function itemVariables({ value, index, key }: LoopItem, around: Value | undefined): ValueMap {
  const item: ValueMap = { value, index, ...(key === undefined ? {} : { key }) };
  if (around === undefined || !isMap(around)) return { ...item, parents: [] };
  const { parent: _parent, parents, ...nearest } = around;
  return { ...item, parent: nearest, parents: [nearest, ...(Array.isArray(parents) ? parents : [])] };
}
