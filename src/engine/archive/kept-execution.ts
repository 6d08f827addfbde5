import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitphonyError } from '../../contract/errors.ts';
import type { Execution } from '../../contract/execution.ts';
import type { ArchivedExecution } from '../../contract/execution-archive.ts';
import { isTerminal } from '../../contract/states.ts';
import { parseJson } from '../../util/json.ts';
import { isExecutionId } from '../ids.ts';
import { readExecution } from '../state/fold-events.ts';

/** An execution with what its record says of it. */
export interface KeptExecution {
  readonly directory: string;
  readonly execution: Execution;
  /** `execution.json` is written last: an execution without it runs, waits or was interrupted. */
  readonly ended: boolean;
}

/**
 * An execution of this machine: from `execution.json` where it has ended, else from its journal.
 *
 * @throws GitphonyError EXECUTION_NOT_FOUND, JOURNAL_BROKEN, JOURNAL_NEWER
 */
export async function readKept(executionsDirectory: string, id: string): Promise<KeptExecution> {
  const directory = join(executionsDirectory, id);
  if (!isExecutionId(id) || !existsSync(directory)) {
    throw new GitphonyError('EXECUTION_NOT_FOUND', `there is no execution "${id}" on this machine`, {
      hint: 'see `gitphony executions list` for those that are',
    });
  }
  const file = join(directory, 'execution.json');
  if (!existsSync(file)) return { directory, execution: await readExecution(directory), ended: false };
  const execution = parseJson(await readFile(file, 'utf8')) as unknown as Execution;
  return { directory, execution, ended: isTerminal(execution.state.current) };
}

/** The few facts that searching needs. */
export function summarize({ execution, ended }: KeptExecution): ArchivedExecution {
  const { id, namespace, flowId, state } = execution;
  const end = ended && state.endDate !== undefined ? { end: Date.parse(state.endDate) } : {};
  return { id, namespace, flowId, state: state.current, start: Date.parse(state.startDate), ...end };
}
