import type { EngineHost } from '../src/contract/engine-host.ts';
import { type ExecutionHandle, restartExecution, resumeExecution } from '../src/engine/index.ts';
import { recordError } from '../src/github/record/record-error.ts';
import { lostInputs } from '../src/project/lost-files.ts';
import { checkInputs } from '../src/project/start-flow.ts';
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
    lost,
    ...(inputs === undefined ? {} : { inputs }),
  };
  return hasEnded ? restartExecution(request, host) : resumeExecution(request, host);
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
