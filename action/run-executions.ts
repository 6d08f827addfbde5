import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import type { EngineHost } from '../src/contract/engine-host.ts';
import type { TriggerRecord } from '../src/contract/events.ts';
import type { Execution } from '../src/contract/execution.ts';
import { derivedId } from '../src/engine/index.ts';
import { annotateExecution } from '../src/github/annotate.ts';
import { type ConsoleLog, createConsoleLog } from '../src/github/console-log.ts';
import type { RecordUploader } from '../src/github/record-uploader.ts';
import { createRunnerKv } from '../src/github/runner-kv.ts';
import { createEngineHost } from '../src/project/engine-host.ts';
import { startFlow } from '../src/project/start-flow.ts';
import { printJson } from '../src/util/json.ts';
import { findTriggers } from './find-ticks.ts';
import type { Job } from './open-job.ts';
import { keepRecord, valuesPolicy } from './keep-record.ts';

/** Modes `run` and `backfill`: runs the executions that the job stands for, one after another. */
export async function runExecutions(job: Job): Promise<void> {
  const triggers = await findTriggers(job);
  const log = createConsoleLog((text) => process.stdout.write(text));
  await mkdir(job.stateDirectory, { recursive: true });
  const host = await createEngineHost(job.project, {
    stateDirectory: job.stateDirectory,
    kv: () => createRunnerKv(process.env),
    onEvent: (event) => log.onEvent(event),
    onLog: (record) => log.onLog(record),
  });
  const ids = triggers.map((trigger) => executionId(job, trigger));
  const record = await keepRecord(job, host, ids[0] ?? '', (message) => log.command(() => core.warning(message)));
  try {
    for (const [index, trigger] of triggers.entries()) {
      const execution = await runOne(job, host, trigger, ids[index] ?? '');
      await report(job, execution, record, log);
      if (execution.state.current === 'KILLED') break;
    }
  } finally {
    await record?.close();
    log.close();
  }
}

/** The same for every attempt of a run, so that a later one finds what an earlier one did. */
function executionId({ run }: Job, trigger: TriggerRecord | undefined): string {
  const tick = trigger === undefined ? '' : `${trigger.id} ${printJson(trigger.variables['date'] ?? null)}`;
  return derivedId('github', run.repository, run.runId, run.job, tick);
}

async function runOne(job: Job, host: EngineHost, trigger: TriggerRecord | undefined, id: string): Promise<Execution> {
  const { flow, parsed, request } = job;
  const handle = await startFlow(
    { flow, text: parsed.text, rangeOf: (path) => parsed.rangeOf(path) },
    { inputs: request.inputs, labels: request.labels, executionId: id, ...(trigger === undefined ? {} : { trigger }) },
    host,
  );
  const onSignal = (signal: NodeJS.Signals): void => handle.kill(`the job was cancelled (${signal})`);
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    return await handle.result;
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

async function report(
  job: Job,
  execution: Execution,
  record: RecordUploader | undefined,
  log: ConsoleLog,
): Promise<void> {
  const { flow, parsed, settings } = job;
  const artifact = await record?.flush();
  const { renderSummary } = await import('../src/github/summary/render-summary.ts');
  const summary = renderSummary(flow, execution, {
    values: valuesPolicy(job),
    scratch: settings.scratch,
    ...(artifact === undefined ? {} : { artifact }),
  });
  log.command(() => {
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
    core.setOutput('execution-id', execution.id);
    core.setOutput('state', execution.state.current);
    core.setOutput('outputs', printJson(execution.outputs));
    core.info(`${execution.state.current} ${flow.namespace}.${flow.id} ${join('executions', execution.id)}`);
  });
  await core.summary.addRaw(summary, true).write();
  const { current } = execution.state;
  if (current !== 'SUCCESS' && current !== 'WARNING') process.exitCode = core.ExitCode.Failure;
}
