import type { RunFacts } from '../../../src/github/record/run-facts.ts';
import type { ExitCode } from '../../command.ts';
import { writeJson } from '../../output/print-json.ts';
import { readRecord } from '../find.ts';
import { type LogOptions, printLogsOf } from '../logs.ts';
import { describeExecution } from '../show.ts';
import { type RunRecords, withRecords } from './fetch-records.ts';
import { findRun, openRuns } from './open-runs.ts';

/** `gitphony executions show --github RUN`: JSON is one document, or a list where the run has several executions. */
export async function showRun(reference: string, json: boolean): Promise<ExitCode> {
  const runs = await openRuns('download the record of a run', ['Actions: read']);
  const run = await findRun(runs, reference);
  await withRecords(runs, run, async (fetched) => show(fetched, run, json));
  return 0;
}

async function show(fetched: RunRecords, run: RunFacts, json: boolean): Promise<void> {
  const executions = await Promise.all(fetched.executions.map(readRecord));
  if (json) {
    await writeJson(executions.length === 1 ? executions[0] : executions);
    return;
  }
  const parts = fetched.executions.flatMap((found, index) => {
    const execution = executions[index];
    return execution === undefined
      ? []
      : [describeExecution(found, execution, run.status === 'completed' ? undefined : 'RUNNING')];
  });
  process.stdout.write(`run ${run.id}, attempt ${run.attempt}: ${run.title} ${run.url}\n${parts.join('\n\n')}\n`);
}

/** `gitphony executions logs --github RUN`. */
export async function printRunLogs(reference: string, options: LogOptions): Promise<ExitCode> {
  const runs = await openRuns('download the record of a run', ['Actions: read']);
  return withRecords(runs, await findRun(runs, reference), ({ executions }) => printLogsOf(executions, options));
}
