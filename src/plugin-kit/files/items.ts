import { TaskError } from '../../contract/errors.ts';
import type { RunContext } from '../../contract/run-context.ts';
import { parseJson } from '../../util/json.ts';
import { isMap, type Value, type ValueMap } from '../../util/values.ts';
import { lineBatches } from './line-batches.ts';

/** An item of a file: a line, and the map that it holds. */
export interface Item {
  /** 1-based. */
  readonly number: number;
  readonly line: Buffer;
  readonly value: ValueMap;
}

/** The items of a stored file with one JSON object a line, in batches; the memory is that of one read. */
export async function* itemBatches({ storage }: Pick<RunContext, 'storage'>, uri: string): AsyncGenerator<Item[]> {
  let number = 0;
  for await (const lines of lineBatches(await storage.get(uri))) {
    yield lines.map((line) => {
      number += 1;
      return { number, line, value: readItem(line, number) };
    });
  }
}

function readItem(line: Buffer, number: number): ValueMap {
  let value: Value;
  try {
    value = parseJson(line.toString('utf8'));
  } catch (cause) {
    throw notAnItem(number, cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (isMap(value)) return value;
  throw notAnItem(number, `expected an object, got ${line.toString('utf8', 0, 80)}`);
}

function notAnItem(number: number, problem: string, cause?: unknown): TaskError {
  return new TaskError('ITEM_BROKEN', `item ${number} of the file: ${problem}`, {
    retryable: false,
    hint: 'give a file with one JSON object a line, such as the file of a query with fetchType STORE',
    ...(cause === undefined ? {} : { cause }),
  });
}
