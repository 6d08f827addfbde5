import { derivedId } from '../src/engine/index.ts';
import type { ExpectedOrigin } from '../src/github/record/check-manifest.ts';
import type { RecordManifest } from '../src/github/record/manifest.ts';
import { isMap, type Value } from '../src/util/values.ts';
import type { Job } from './open-job.ts';

/** Names the record of a job among those of its run, in every attempt: of a matrix, each leg has one. */
export function recordIdOf({ run, flow, settings }: Job): string {
  const { repository, runId, job, step } = run;
  return derivedId('github', repository, runId, job, step, `${flow.namespace}.${flow.id}`, settings.ticks[0] ?? '');
}

/** Where a record of this job comes from. */
export function manifestOf(
  job: Job,
  history: RecordManifest['history'],
  executions: readonly string[],
): RecordManifest {
  return {
    ...originOf(job),
    runId: job.run.runId,
    attempt: Number(job.run.attempt),
    job: job.run.job,
    record: recordIdOf(job),
    history,
    executions,
  };
}

/** What the record of an earlier attempt of this job has to agree with. */
export function originOf({
  run,
  flow,
  event,
  environment,
}: Job): Required<
  Pick<ExpectedOrigin, 'repository' | 'headRepository' | 'workflow' | 'flow' | 'flowHash' | 'event' | 'ref'>
> {
  return {
    repository: run.repository,
    headRepository: headRepositoryOf(event.payload) ?? run.repository,
    workflow: workflowPath(environment['GITHUB_WORKFLOW_REF'] ?? ''),
    flow: `${flow.namespace}.${flow.id}`,
    flowHash: flow.sourceHash,
    event: event.name,
    ref: environment['GITHUB_REF'] ?? '',
  };
}

/** `owner/name/.github/workflows/x.yml@refs/heads/main` without what is around the path. */
function workflowPath(reference: string): string {
  return reference.replace(/@.*$/, '').split('/').slice(2).join('/');
}

/** Of events about a branch of somebody else's. */
function headRepositoryOf(payload: Readonly<Record<string, Value>>): string | undefined {
  const head = mapIn(payload['pull_request'], 'head');
  const repository = mapIn(head, 'repo') ?? mapIn(payload['workflow_run'], 'head_repository');
  const name = isMap(repository) ? repository['full_name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

function mapIn(value: Value | undefined, key: string): Value | undefined {
  return isMap(value) ? value[key] : undefined;
}
