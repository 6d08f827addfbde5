import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GitphonyError } from '../../contract/errors.ts';
import type { Execution } from '../../contract/execution.ts';
import type { ArchivedExecution } from '../../contract/execution-archive.ts';
import { isTerminal } from '../../contract/states.ts';
import { parseJson } from '../../util/json.ts';
import { isExecutionId } from '../ids.ts';
import { readJournal } from '../journal/journal-reader.ts';
import { listSegments, segmentPath } from '../journal/segment-files.ts';
import { foldEvents } from '../state/fold-events.ts';
import { toExecution } from '../state/to-execution.ts';

/** An execution with what its record says of it. */
export interface KeptExecution {
  readonly directory: string;
  readonly execution: Execution;
  /** False while it runs or waits, and where it was interrupted. */
  readonly ended: boolean;
}

/**
 * An execution of this machine: from `execution.json` where that is as new as the journal, else from the journal.
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
  if (!(await isUpToDate(file, directory))) {
    const state = foldEvents(readJournal(directory));
    return { directory, execution: toExecution(state), ended: state.ended !== undefined };
  }
  const execution = parseJson(await readFile(file, 'utf8')) as unknown as Execution;
  return { directory, execution, ended: isTerminal(execution.state.current) };
}

/** One that was restarted has the file of its earlier end, and a journal that has gone on since. */
async function isUpToDate(file: string, directory: string): Promise<boolean> {
  if (!existsSync(file)) return false;
  const segment = listSegments(directory).at(-1);
  if (segment === undefined) return true;
  const [written, journal] = await Promise.all([stat(file), stat(segmentPath(directory, segment))]);
  return written.mtimeMs >= journal.mtimeMs;
}

/** The few facts that searching needs. */
export function summarize({ execution, ended }: KeptExecution): ArchivedExecution {
  const { id, namespace, flowId, state } = execution;
  const end = ended && state.endDate !== undefined ? { end: Date.parse(state.endDate) } : {};
  return { id, namespace, flowId, state: state.current, start: Date.parse(state.startDate), ...end };
}
