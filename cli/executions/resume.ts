import { UsageError } from '../../src/contract/errors.ts';
import { resumeExecution } from '../../src/engine/index.ts';
import { resumedInputs } from '../../src/project/resume-paused.ts';
import type { ExitCode } from '../command.ts';
import { readInputs } from '../options.ts';
import { findExecution, hasEnded, readRecord } from './find.ts';
import { followToEnd, openRecordedFlow } from './take-on.ts';

/** How an execution is to go on. */
export interface ResumeOptions {
  readonly input: readonly string[];
  readonly inputs?: string;
  readonly task?: string;
  readonly latest?: boolean;
  readonly json?: boolean;
}

/** `gitphony executions resume ID`: goes on with an execution that is paused, or whose process died. */
export async function resumeCommand(reference: string, options: ResumeOptions): Promise<ExitCode> {
  const found = await findExecution(reference);
  const record = await readRecord(found);
  const { state } = record;
  if (hasEnded(found)) {
    throw new UsageError(
      'EXECUTION_ENDED',
      `expected an execution that is paused or was interrupted, ${found.id} ended as ${state.current}`,
      {
        hint:
          state.current === 'FAILED' || state.current === 'KILLED'
            ? `restart it: gitphony executions restart ${found.id}`
            : 'run the flow again',
      },
    );
  }
  const inputs = await readInputs(options.input, options.inputs);
  const isPaused = state.current === 'PAUSED';
  if (!isPaused && (Object.keys(inputs).length > 0 || options.task !== undefined)) {
    throw new UsageError('EXECUTION_NOT_PAUSED', `expected a paused execution, ${found.id} is ${state.current}`, {
      hint: 'only a pause takes inputs: leave -i, --inputs and --task out',
    });
  }
  const opened = await openRecordedFlow(record);
  return followToEnd(opened, record, options.json, async (host) => {
    const given = { inputs, ...(options.task === undefined ? {} : { task: options.task }) };
    const request = {
      flow: opened.flow,
      flowText: opened.text,
      executionId: found.id,
      allowOtherRevision: options.latest === true,
    };
    if (!isPaused) return resumeExecution(request, host);
    return resumeExecution({ ...request, resumedInputs: await resumedInputs(opened, record, given, host) }, host);
  });
}
