import { join } from 'node:path';
import type { EngineHost } from '../src/contract/engine-host.ts';
import type { Execution } from '../src/contract/execution.ts';
import {
  type ExecutionHandle,
  readExecution,
  replayExecution,
  restartExecution,
  resumeExecution,
  type ResumeRequest,
} from '../src/engine/index.ts';
import { recordError } from '../src/github/record/record-error.ts';
import { lostInputs } from '../src/project/lost-files.ts';
import { resumedInputs } from '../src/project/resume-paused.ts';
import { checkInputs, startFlow } from '../src/project/start-flow.ts';
import type { ValueMap } from '../src/util/values.ts';
import { givenInputs } from './given-inputs.ts';
import type { Job } from './open-job.ts';
import type { Recorded } from './recorded.ts';
import type { TakenOver } from './take-over.ts';
import type { WorkItem } from './work-item.ts';

/** Goes on with a recorded execution: an ended one from what failed, another one from where it was left. */
export async function goOn(
  job: Job,
  host: EngineHost,
  item: WorkItem,
  taken: TakenOver,
  recorded: Recorded,
): Promise<ExecutionHandle> {
  const { execution, hasEnded, lost } = recorded;
  const inputs = await inputsAnew(job, host, item, taken, recorded);
  const request = {
    flow: job.flow,
    flowText: job.parsed.text,
    executionId: execution.id,
    isForeign: true,
    allowOtherRevision: taken.isOtherRevision,
    lost,
    ...(inputs === undefined ? {} : { inputs }),
  };
  if (hasEnded) return restartExecution(request, host);
  return resumeExecution({ ...request, ...(await resumedBy(job, host, taken, execution)) }, host);
}

/** Only whoever asks for the run by name gives inputs to its pause: a re-run finds it waiting as before. */
async function resumedBy(
  job: Job,
  host: EngineHost,
  { isOtherRun }: TakenOver,
  execution: Execution,
): Promise<Pick<ResumeRequest, 'resumedInputs'>> {
  const { resume } = job.request;
  if (resume === undefined || !isOtherRun || execution.state.current !== 'PAUSED') return {};
  const { inputs, task } = resume;
  const source = { flow: job.flow, text: job.parsed.text, rangeOf: job.parsed.rangeOf.bind(job.parsed) };
  return {
    resumedInputs: await resumedInputs(source, execution, { inputs, ...(task === undefined ? {} : { task }) }, host),
  };
}

/** Repeats an execution of the record as a new one, with its inputs, from its beginning or from a task on. */
export async function replay(
  job: Job,
  host: EngineHost,
  { id, trigger, replay: what }: WorkItem,
  { isOtherRevision }: TakenOver,
): Promise<ExecutionHandle> {
  const { of = '', task } = what ?? {};
  const source = { flow: job.flow, text: job.parsed.text, rangeOf: job.parsed.rangeOf.bind(job.parsed) };
  if (task !== undefined) {
    const request = { flow: job.flow, flowText: job.parsed.text, executionId: of, newId: id, task };
    return replayExecution({ ...request, isForeign: true, allowOtherRevision: isOtherRevision }, host);
  }
  const { inputs, labels } = await readExecution(join(host.executionsDirectory, of));
  return startFlow(
    source,
    {
      inputs,
      labels: { ...labels, 'system.replay': 'true' },
      executionId: id,
      originalId: of,
      undeclaredInputs: 'ignore',
      ...(trigger === undefined ? {} : { trigger }),
    },
    host,
  );
}

/**
 * The journal keeps no secrets, and the record no large files: where inputs lack some, they are read from the form again. The form
 * of another run cannot tell.
 */
async function inputsAnew(
  job: Job,
  host: EngineHost,
  { trigger }: WorkItem,
  { isOtherRun, leftBehind }: TakenOver,
  { execution, masked }: Recorded,
): Promise<ValueMap | undefined> {
  const files = lostInputs(execution, leftBehind);
  const lacking = [...masked, ...files];
  if (lacking.length === 0) return undefined;
  if (isOtherRun) {
    if (files.length === 0) return undefined;
    throw recordError('RECORD_TOO_LARGE', `the file of the input ${files.join(', ')} was too large to be kept`);
  }
  const { namespace, id } = job.flow;
  const info = { id: execution.id, namespace, flowId: id, flowRevision: execution.flowRevision };
  const source = { flow: job.flow, text: job.parsed.text, rangeOf: job.parsed.rangeOf.bind(job.parsed) };
  const typed = await checkInputs(source, await givenInputs(job, trigger), info, host, 'ignore');
  return { ...execution.inputs, ...Object.fromEntries(lacking.map((name) => [name, typed[name] ?? null])) };
}
