import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';
import { TaskError } from '../../contract/errors.ts';
import { JsonSyntaxError, parseJson } from '../../util/json.ts';
import type { Value } from '../../util/values.ts';

/** A document of a file, with the line it stands on, from 1. */
export interface JsonLine {
  readonly line: number;
  readonly value: Value;
}

/**
 * Reads a file of one JSON document a line, as STORE writes it; empty lines are passed over. Holds one line at a time.
 * @throws TaskError JSON_LINE_BROKEN with the line and column.
 */
export async function* readJsonLines(content: Readable): AsyncGenerator<JsonLine> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let line = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      line++;
      if (text.trim() !== '') yield { line, value: parseLine(text, line) };
    }
  }
  rest += decoder.end();
  if (rest.trim() !== '') yield { line: line + 1, value: parseLine(rest, line + 1) };
}

function parseLine(text: string, line: number): Value {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new TaskError('JSON_LINE_BROKEN', `Line ${line} of the file is not a JSON document: ${error.message}`, {
      hint: 'The file should hold one JSON document a line, as a query with `fetchType: STORE` writes it.',
      retryable: false,
      cause: error,
    });
  }
}
