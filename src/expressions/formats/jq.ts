import { CallFailure } from '../../contract/expression.ts';
import { parseJsonPrefix } from '../../util/json-reader.ts';
import type { Value } from '../../util/values.ts';
import { describe } from '../runtime/numbers.ts';
import { jsonText } from '../runtime/text.ts';

/**
 * Runs a jq expression (jq itself, compiled to WebAssembly, loaded on first use) and gives its results as a list. A text is
 * read as JSON first, as Kestra does.
 */
export async function runJq(input: Value, expression: string): Promise<Value> {
  const { raw } = await import('jq-wasm');
  const document = typeof input === 'string' ? input : jsonText(input);
  if (document.trim() === '') throw failure(input, expression, 'expected JSON, found nothing', undefined);
  let output: string;
  try {
    output = await raw(document, expression, ['-c']);
  } catch (error) {
    throw failure(input, expression, error instanceof Error ? error.message : String(error), error);
  }
  return readResults(output);
}

/** One result a line. */
function readResults(output: string): Value[] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseJsonPrefix(line).value);
}

function failure(input: Value, expression: string, reason: string, cause: unknown): CallFailure {
  return new CallFailure(
    `Unable to parse jq value ${describe(input)} with the expression '${expression}': ${reason.trim()}`,
    { cause },
  );
}
