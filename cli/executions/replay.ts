import { UsageError } from '../../src/contract/errors.ts';
import type { EngineHost } from '../../src/contract/engine-host.ts';
import { createExecutionId, readIdle, replayExecution } from '../../src/engine/index.ts';
import { checkInputs, startFlow } from '../../src/project/start-flow.ts';
import type { ValueMap } from '../../src/util/values.ts';
import type { ExitCode } from '../command.ts';
import type { FlowToRun } from '../flow-to-run.ts';
import { readInputs } from '../options.ts';
import { findExecution, hasEnded, readRecord } from './find.ts';
import { followToEnd, openRecordedFlow } from './take-on.ts';

/** What is to be repeated, and how. */
export interface ReplayOptions {
  readonly input: readonly string[];
  readonly inputs?: string;
  readonly task?: string;
  readonly latest?: boolean;
  readonly json?: boolean;
}

/**
 * `gitphony executions replay ID`: repeats an ended execution as a new one, from its beginning or from a task on, with its
 * inputs or with others.
 */
export async function replayCommand(reference: string, options: ReplayOptions): Promise<ExitCode> {
  const found = await findExecution(reference);
  const record = await readRecord(found);
  if (!hasEnded(found)) {
    throw new UsageError('EXECUTION_NOT_ENDED', `expected an execution that has ended, ${found.id} has not`, {
      hint: `go on with it: gitphony executions resume ${found.id}`,
    });
  }
  const opened = await openRecordedFlow(record);
  const newId = createExecutionId();
  const given = await readInputs(options.input, options.inputs);
  const { task } = options;
  const inputs: ValueMap = { ...record.inputs, ...given };
  const { trigger } = record;
  return followToEnd(opened, { id: newId }, options.json, async (host) => {
    const original = {
      flow: opened.flow,
      flowText: opened.text,
      executionId: found.id,
      allowOtherRevision: options.latest === true,
    };
    if (task === undefined) {
      // Refuses a flow that has changed since.
      readIdle(original, host);
      const labels = { ...record.labels, 'system.replay': 'true' };
      const request = { inputs, labels, executionId: newId, originalId: found.id, undeclaredInputs: 'ignore' } as const;
      return startFlow(opened, { ...request, ...(trigger === undefined ? {} : { trigger }) }, host);
    }
    const changed = Object.keys(given).length === 0 ? undefined : await typed(opened, newId, inputs, host);
    return replayExecution(
      {
        ...original,
        task,
        newId,
        ...(changed === undefined ? {} : { inputs: changed }),
      },
      host,
    );
  });
}

function typed(opened: FlowToRun, id: string, inputs: ValueMap, host: EngineHost): Promise<ValueMap> {
  const { namespace, id: flowId } = opened.flow;
  return checkInputs(opened, inputs, { id, namespace, flowId, flowRevision: 1 }, host);
}
