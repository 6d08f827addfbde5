import { join } from 'node:path';
import * as core from '@actions/core';
import type { Execution } from '../src/contract/execution.ts';
import { isFailure } from '../src/contract/states.ts';
import { annotateExecution } from '../src/github/annotate.ts';
import type { ResumedFrom } from '../src/github/summary/resumed-from.ts';
import { printJson } from '../src/util/json.ts';
import { keepsValues } from './history.ts';
import { valuesPolicy } from './keep-record.ts';
import type { Job } from './open-job.ts';
import { shownState } from './run-end.ts';
import { writeSummary } from './write-summary.ts';

/** A paused run is no failure: it waits. */
const fine = new Set(['SUCCESS', 'WARNING', 'SKIPPED', 'PAUSED']);

/** Tells what became of an execution: annotations, outputs, exit code, then the summary. Answers the summary's bytes. */
export async function reportExecution(
  job: Job,
  execution: Execution,
  room: number,
  resumed?: ResumedFrom,
): Promise<number> {
  const { flow, parsed, settings } = job;
  for (const { message, title, file, line, column } of annotateExecution(flow, execution, (path) =>
    parsed.rangeOf(path),
  )) {
    core.error(message, {
      title,
      file,
      ...(line === undefined ? {} : { startLine: line }),
      ...(column === undefined ? {} : { startColumn: column }),
    });
  }
  const current = shownState(execution);
  core.setOutput('execution-id', execution.id);
  core.setOutput('state', current);
  core.setOutput('outputs', printJson(execution.outputs));
  core.info(`${current} ${flow.namespace}.${flow.id} ${join('executions', execution.id)}`);
  if (!fine.has(current)) process.exitCode = core.ExitCode.Failure;
  const { renderSummary } = await import('../src/github/summary/render-summary.ts');
  const summary = renderSummary(flow, execution, {
    values: valuesPolicy(job),
    scratch: settings.scratch,
    room,
    state: current,
    ...(resumed === undefined ? {} : { resumed }),
    ...wayOn(job, execution, current),
  });
  await writeSummary(summary);
  return Buffer.byteLength(summary);
}

/** What brings a run that is not well to its end. */
function wayOn(job: Job, { state }: Execution, shown: string): { readonly wayOn?: readonly string[] } {
  const { runId } = job.run;
  const isOpen = shown === 'INTERRUPTED';
  if (!isOpen && shown !== 'PAUSED' && !isFailure(state.current)) return {};
  if (!keepsValues(job)) {
    return {
      wayOn: [
        '"Re-run failed jobs" runs it again from the start: history in gitphony.yaml keeps no values to go on from',
      ],
    };
  }
  if (shown === 'PAUSED') return { wayOn: [`it waits for somebody: gitphony executions resume --github ${runId}`] };
  return {
    wayOn: [
      `with the flow as it was: "Re-run failed jobs", or gitphony executions ${isOpen ? 'resume' : 'restart'} --github ${runId}`,
      `with a fix, once it is pushed: gitphony executions restart --github ${runId} --latest`,
      `on your machine: gitphony executions pull ${runId}, then gitphony executions ${isOpen ? 'resume' : 'restart'} ID`,
    ],
  };
}
