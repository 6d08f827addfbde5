import { join } from 'node:path';
import * as core from '@actions/core';
import type { Execution } from '../src/contract/execution.ts';
import { annotateExecution } from '../src/github/annotate.ts';
import { printJson } from '../src/util/json.ts';
import { valuesPolicy } from './keep-record.ts';
import type { Job } from './open-job.ts';
import { writeSummary } from './write-summary.ts';

/** Tells what became of an execution: annotations, outputs, exit code, then the summary. Answers the summary's bytes. */
export async function reportExecution(job: Job, execution: Execution, room: number): Promise<number> {
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
  const { current } = execution.state;
  core.setOutput('execution-id', execution.id);
  core.setOutput('state', current);
  core.setOutput('outputs', printJson(execution.outputs));
  core.info(`${current} ${flow.namespace}.${flow.id} ${join('executions', execution.id)}`);
  if (current !== 'SUCCESS' && current !== 'WARNING') process.exitCode = core.ExitCode.Failure;
  const { renderSummary } = await import('../src/github/summary/render-summary.ts');
  const summary = renderSummary(flow, execution, { values: valuesPolicy(job), scratch: settings.scratch, room });
  await writeSummary(summary);
  return Buffer.byteLength(summary);
}
