import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitphonyError } from '../../contract/errors.ts';
import type { Execution } from '../../contract/execution.ts';
import { printJson } from '../../util/json.ts';
import type { Value } from '../../util/values.ts';
import type { ExecutionState } from './execution-state.ts';
import { toExecution } from './to-execution.ts';

/** Writes `execution.json` whole or not at all, and answers what stands in it. */
export function writeExecution(directory: string, state: ExecutionState): Execution {
  const execution = toExecution(state);
  const file = join(directory, 'execution.json');
  try {
    writeFileSync(`${file}.tmp`, `${printJson(execution as unknown as Value)}\n`);
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
