import { closeSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitphonyError } from '../../contract/errors.ts';
import type { Execution } from '../../contract/execution.ts';
import { printJson } from '../../util/json.ts';
import type { Value } from '../../util/values.ts';
import type { ExecutionState } from './execution-state.ts';
import { toExecution } from './to-execution.ts';

/** Characters that are written at once. */
const PIECE = 256 * 1024;

/** Writes `execution.json` whole or not at all, and answers what stands in it. */
export function writeExecution(directory: string, state: ExecutionState): Execution {
  const execution = toExecution(state);
  const file = join(directory, 'execution.json');
  try {
    writePieces(`${file}.tmp`, printInPieces(execution));
    renameSync(`${file}.tmp`, file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GitphonyError('JOURNAL_UNWRITABLE', `cannot write ${file}: ${reason}`, {
      cause,
      hint: 'the run has ended and its journal is complete; make room and look at it by `gitphony executions show`',
    });
  }
  return execution;
}

/** The text of ten thousand task runs is never held as a whole. */
function* printInPieces(execution: Execution): Generator<string> {
  let separator = '{';
  for (const [key, value] of Object.entries(execution)) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(key)}:`;
    if (key === 'taskRunList') yield* printList(execution.taskRunList);
    else yield printJson(value as Value);
    separator = ',';
  }
  yield '}\n';
}

function* printList(items: readonly unknown[]): Generator<string> {
  let separator = '[';
  for (const item of items) {
    yield separator + printJson(item as Value);
    separator = ',';
  }
  yield items.length === 0 ? '[]' : ']';
}

function writePieces(file: string, pieces: Iterable<string>): void {
  const descriptor = openSync(file, 'w');
  try {
    let text = '';
    for (const piece of pieces) {
      text += piece;
      if (text.length < PIECE) continue;
      writeFileSync(descriptor, text);
      text = '';
    }
    writeFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}
