import { restartExecution } from '../../src/engine/index.ts';
import type { ExitCode } from '../command.ts';
import { findExecution, readRecord } from './find.ts';
import { followToEnd, openRecordedFlow } from './take-on.ts';

/** `gitphony executions restart ID`: the same execution once more from what failed. */
export async function restartCommand(
  reference: string,
  options: { readonly latest?: boolean; readonly json?: boolean },
): Promise<ExitCode> {
  const found = await findExecution(reference);
  const record = await readRecord(found);
  const opened = await openRecordedFlow(record);
  const request = {
    flow: opened.flow,
    flowText: opened.text,
    executionId: found.id,
    allowOtherRevision: options.latest === true,
  };
  return followToEnd(opened, record, options.json, (host) => restartExecution(request, host));
}
