import { signedDownloadUrl } from '../../results-service.ts';
import type { StoredArtifact } from '../../artifact-store.ts';
import type { HttpReply } from '../../http-server.ts';
import { errorReply, noContent, notFound, ok, pageOf } from '../replies.ts';
import { param, type Route, type RouteCall } from '../router.ts';
import type { WorkflowJob, WorkflowRun } from '../state.ts';

const read = { scope: 'actions', level: 'read' } as const;
const write = { scope: 'actions', level: 'write' } as const;

/** Runs, their jobs and artifacts (https://docs.github.com/rest/actions). */
export const runRoutes: readonly Route[] = [
  { method: 'GET', path: '/actions/runs', needs: read, handle: (call) => filteredRuns(call, call.state.runs) },
  {
    method: 'GET',
    path: '/actions/runs/:run',
    needs: read,
    handle: (call) => withRun(call, (run) => ok(describeRun(call, run))),
  },
  {
    method: 'DELETE',
    path: '/actions/runs/:run',
    needs: write,
    handle: (call) => withRun(call, (run) => removeRun(call, run)),
  },
  {
    method: 'GET',
    path: '/actions/jobs/:job',
    needs: read,
    handle: (call) => withJob(call, (job, run) => ok(describeJob(call, job, run))),
  },
  {
    method: 'POST',
    path: '/actions/jobs/:job/rerun',
    needs: write,
    handle: (call) => withJob(call, (job, run) => rerun(call, run, (other) => other === job)),
  },
  { method: 'GET', path: '/actions/runs/:run/jobs', needs: read, handle: listJobs },
  { method: 'GET', path: '/actions/runs/:run/attempts/:attempt/jobs', needs: read, handle: listJobs },
  { method: 'POST', path: '/actions/runs/:run/cancel', needs: write, handle: (call) => withRun(call, cancel) },
  { method: 'POST', path: '/actions/runs/:run/force-cancel', needs: write, handle: (call) => withRun(call, cancel) },
  {
    method: 'POST',
    path: '/actions/runs/:run/rerun',
    needs: write,
    handle: (call) => withRun(call, (run) => rerun(call, run, () => true)),
  },
  {
    method: 'POST',
    path: '/actions/runs/:run/rerun-failed-jobs',
    needs: write,
    handle: (call) => withRun(call, (run) => rerun(call, run, hasFailed)),
  },
  {
    method: 'GET',
    path: '/actions/runs/:run/artifacts',
    needs: read,
    handle: (call) => withRun(call, (run) => listArtifacts(call, String(run.id))),
  },
  { method: 'GET', path: '/actions/artifacts', needs: read, handle: (call) => listArtifacts(call, undefined) },
  {
    method: 'GET',
    path: '/actions/artifacts/:artifact/zip',
    needs: read,
    handle: (call) => withArtifact(call, (artifact) => redirect(call, artifact)),
  },
  {
    method: 'GET',
    path: '/actions/artifacts/:artifact',
    needs: read,
    handle: (call) => withArtifact(call, (found) => ok(describeArtifact(call, found))),
  },
  {
    method: 'DELETE',
    path: '/actions/artifacts/:artifact',
    needs: write,
    handle: (call) => withArtifact(call, (found) => removeArtifact(call, found)),
  },
];

/** Who started a run where the test did not say. */
const defaultActor = 'ada';

/** A run as GitHub shows it, as far as used. */
export function describeRun({ state, origin }: Pick<RouteCall, 'state' | 'origin'>, run: WorkflowRun): object {
  const api = `${origin}/repos/${state.repository}`;
  return {
    id: run.id,
    name: run.path.split('/').at(-1),
    display_title: run.displayTitle ?? run.path.split('/').at(-1),
    actor: { login: run.actor ?? defaultActor },
    triggering_actor: { login: run.actor ?? defaultActor },
    path: run.path,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    run_attempt: run.attempt,
    workflow_id: state.workflowState(run.path).id,
    created_at: run.createdAt.toISOString(),
    run_started_at: (run.startedAt ?? run.createdAt).toISOString(),
    updated_at: (run.updatedAt ?? run.createdAt).toISOString(),
    url: `${api}/actions/runs/${run.id}`,
    html_url: `https://github.com/${state.repository}/actions/runs/${run.id}`,
    repository: { full_name: state.repository },
    head_repository: { full_name: run.headRepository },
  };
}

/** GitHub shows no more than this of a filtered list. */
const mostFiltered = 1000;

type RunFilter = (run: WorkflowRun, wanted: string) => boolean;

const filters: Readonly<Record<string, RunFilter>> = {
  actor: ({ actor = defaultActor }, wanted) => actor === wanted,
  branch: (run, wanted) => run.headBranch === wanted,
  created: (run, wanted) => isCreatedWithin(run.createdAt.getTime(), wanted),
  event: (run, wanted) => run.event === wanted,
  head_sha: (run, wanted) => run.headSha === wanted,
  // `status` takes both statuses and conclusions.
  status: (run, wanted) => run.status === wanted || run.conclusion === wanted,
};

/** Runs as a list shows them, newest first, by the filters of the request. */
export function filteredRuns(call: RouteCall, all: readonly WorkflowRun[]): HttpReply {
  const wanted = Object.entries(filters).flatMap(([name, fits]) => {
    const value = call.url.searchParams.get(name);
    return value === null ? [] : [(run: WorkflowRun) => fits(run, value)];
  });
  const runs = all.filter((run) => wanted.every((fits) => fits(run)));
  const shown = wanted.length === 0 ? runs : runs.slice(0, mostFiltered);
  return pageOf(
    call.url,
    shown.map((run) => describeRun(call, run)),
    'workflow_runs',
  );
}

/** `A..B`, `>=A`, `<A`, or a day (https://docs.github.com/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax#query-for-dates). */
function isCreatedWithin(time: number, wanted: string): boolean {
  const [from, to] = wanted.split('..');
  if (to !== undefined) {
    return (from === '*' || time >= Date.parse(from ?? '')) && (to === '*' || time <= endOf(to));
  }
  const [, sign = '', date = ''] = /^([<>]=?)?(.*)$/.exec(wanted) ?? [];
  if (sign === '>=') return time >= Date.parse(date);
  if (sign === '>') return time > endOf(date);
  if (sign === '<=') return time <= endOf(date);
  if (sign === '<') return time < Date.parse(date);
  return time >= Date.parse(date) && time <= endOf(date);
}

/** The last moment of a day, or the instant itself. */
function endOf(date: string): number {
  return Date.parse(date) + (/T/.test(date) ? 0 : 86_400_000 - 1);
}

function withRun(call: RouteCall, use: (run: WorkflowRun) => HttpReply): HttpReply {
  const run = call.state.runs.find(({ id }) => String(id) === param(call, 'run'));
  return run === undefined ? notFound() : use(run);
}

/** Of the latest attempt, of all with `filter=all`, or of the one that the path names. */
function listJobs(call: RouteCall): HttpReply {
  return withRun(call, (run) => {
    const { attempt } = call.params;
    const isAll = call.url.searchParams.get('filter') === 'all' || attempt !== undefined;
    const jobs = [...(isAll ? run.pastJobs : []), ...run.jobs];
    const shown = jobs.filter((job) => attempt === undefined || String(job.attempt ?? run.attempt) === attempt);
    return pageOf(
      call.url,
      shown.map((job) => describeJob(call, job, run)),
      'jobs',
    );
  });
}

function describeJob({ state }: RouteCall, job: WorkflowJob, run: WorkflowRun): object {
  const { id, name, status, conclusion, steps = [], attempt = run.attempt } = job;
  return {
    id,
    run_id: run.id,
    run_attempt: attempt,
    name,
    status,
    conclusion,
    head_sha: run.headSha,
    head_branch: run.headBranch,
    started_at: (run.startedAt ?? run.createdAt).toISOString(),
    completed_at: status === 'completed' ? (run.updatedAt ?? run.createdAt).toISOString() : null,
    html_url: `https://github.com/${state.repository}/actions/runs/${run.id}/job/${id}`,
    steps: steps.map((step, index) => ({ ...step, number: index + 1 })),
  };
}

function withJob(call: RouteCall, use: (job: WorkflowJob, run: WorkflowRun) => HttpReply): HttpReply {
  for (const run of call.state.runs) {
    const job = run.jobs.find(({ id }) => String(id) === param(call, 'job'));
    if (job !== undefined) return use(job, run);
  }
  return notFound();
}

function cancel(run: WorkflowRun): HttpReply {
  if (run.status === 'completed') return errorReply(409, 'Cannot cancel a workflow run that is completed.');
  Object.assign(run, { status: 'completed', conclusion: 'cancelled' });
  for (const job of run.jobs) Object.assign(job, { status: 'completed', conclusion: job.conclusion ?? 'cancelled' });
  return { status: 202, body: {} };
}

/** A new attempt: chosen jobs begin anew, the others are carried over as they are. */
function rerun({ state }: RouteCall, run: WorkflowRun, chosen: (job: WorkflowJob) => boolean): HttpReply {
  if (run.status !== 'completed') return errorReply(403, 'This workflow is already running');
  run.pastJobs.push(...run.jobs.map((job) => ({ attempt: run.attempt, ...job })));
  Object.assign(run, { attempt: run.attempt + 1, status: 'queued', conclusion: null, startedAt: new Date() });
  for (const [index, job] of run.jobs.entries()) {
    if (!chosen(job)) continue;
    run.jobs[index] = { id: state.nextId(), name: job.name, status: 'queued', conclusion: null };
  }
  state.onRun(run);
  return { status: 201, body: {} };
}

function hasFailed({ conclusion }: WorkflowJob): boolean {
  return conclusion !== 'success' && conclusion !== 'skipped';
}

function removeRun({ state }: RouteCall, run: WorkflowRun): HttpReply {
  if (run.status !== 'completed') return errorReply(403, 'Workflow run is not completed');
  state.runs.splice(state.runs.indexOf(run), 1);
  return noContent();
}

function listArtifacts(call: RouteCall, runId: string | undefined): HttpReply {
  const name = call.url.searchParams.get('name');
  const artifacts = call.state.artifacts.list(runId).filter((artifact) => name === null || artifact.name === name);
  const newestFirst = artifacts.toReversed().map((artifact) => describeArtifact(call, artifact));
  return pageOf(call.url, newestFirst, 'artifacts');
}

function describeArtifact({ state, origin }: RouteCall, artifact: StoredArtifact): object {
  const run = state.runs.find(({ id }) => String(id) === artifact.runId);
  return {
    id: artifact.id,
    name: artifact.name,
    size_in_bytes: artifact.content.length,
    digest: artifact.digest,
    expired: artifact.expiresAt.getTime() <= Date.now(),
    created_at: artifact.createdAt.toISOString(),
    expires_at: artifact.expiresAt.toISOString(),
    archive_download_url: `${origin}/repos/${state.repository}/actions/artifacts/${artifact.id}/zip`,
    workflow_run: { id: Number(artifact.runId), head_branch: run?.headBranch, head_sha: run?.headSha },
  };
}

function withArtifact(call: RouteCall, use: (artifact: StoredArtifact) => HttpReply): HttpReply {
  const artifact = call.state.artifacts.byId(Number(param(call, 'artifact')));
  return artifact === undefined ? notFound() : use(artifact);
}

function redirect(call: RouteCall, artifact: StoredArtifact): HttpReply {
  if (artifact.expiresAt.getTime() <= Date.now()) return errorReply(410, 'Artifact has expired');
  return { status: 302, headers: { location: signedDownloadUrl(call.origin, artifact) } };
}

function removeArtifact(call: RouteCall, artifact: StoredArtifact): HttpReply {
  call.state.artifacts.remove(artifact);
  return noContent();
}
