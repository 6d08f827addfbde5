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
  { method: 'GET', path: '/actions/runs', needs: read, handle: listRuns },
  {
    method: 'GET',
    path: '/actions/runs/:run',
    needs: read,
    handle: (call) => withRun(call, (run) => ok(describeRun(call, run))),
  },
  { method: 'GET', path: '/actions/runs/:run/jobs', needs: read, handle: listJobs },
  { method: 'GET', path: '/actions/runs/:run/attempts/:attempt/jobs', needs: read, handle: listJobs },
  { method: 'POST', path: '/actions/runs/:run/cancel', needs: write, handle: (call) => withRun(call, cancel) },
  { method: 'POST', path: '/actions/runs/:run/force-cancel', needs: write, handle: (call) => withRun(call, cancel) },
  { method: 'POST', path: '/actions/runs/:run/rerun', needs: write, handle: (call) => withRun(call, rerun) },
  {
    method: 'POST',
    path: '/actions/runs/:run/rerun-failed-jobs',
    needs: write,
    handle: (call) => withRun(call, rerun),
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

/** A run as GitHub shows it, as far as used. */
export function describeRun({ state, origin }: Pick<RouteCall, 'state' | 'origin'>, run: WorkflowRun): object {
  const api = `${origin}/repos/${state.repository}`;
  return {
    id: run.id,
    name: run.path.split('/').at(-1),
    path: run.path,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    run_attempt: run.attempt,
    workflow_id: state.workflowState(run.path).id,
    created_at: run.createdAt.toISOString(),
    run_started_at: run.createdAt.toISOString(),
    url: `${api}/actions/runs/${run.id}`,
    html_url: `https://github.com/${state.repository}/actions/runs/${run.id}`,
    repository: { full_name: state.repository },
    head_repository: { full_name: run.headRepository },
  };
}

function listRuns(call: RouteCall): HttpReply {
  const { searchParams } = call.url;
  const filters: Readonly<Record<string, (run: WorkflowRun, wanted: string) => boolean>> = {
    branch: (run, wanted) => run.headBranch === wanted,
    event: (run, wanted) => run.event === wanted,
    head_sha: (run, wanted) => run.headSha === wanted,
    // `status` takes both statuses and conclusions.
    status: (run, wanted) => run.status === wanted || run.conclusion === wanted,
  };
  const wanted = Object.entries(filters).flatMap(([name, fits]) => {
    const value = searchParams.get(name);
    return value === null ? [] : [(run: WorkflowRun) => fits(run, value)];
  });
  const runs = call.state.runs.filter((run) => wanted.every((fits) => fits(run)));
  return pageOf(
    call.url,
    runs.map((run) => describeRun(call, run)),
    'workflow_runs',
  );
}

function withRun(call: RouteCall, use: (run: WorkflowRun) => HttpReply): HttpReply {
  const run = call.state.runs.find(({ id }) => String(id) === param(call, 'run'));
  return run === undefined ? notFound() : use(run);
}

function listJobs(call: RouteCall): HttpReply {
  return withRun(call, (run) =>
    pageOf(
      call.url,
      run.jobs.map((job) => describeJob(job, run)),
      'jobs',
    ),
  );
}

function describeJob({ id, name, status, conclusion }: WorkflowJob, run: WorkflowRun): object {
  return { id, run_id: run.id, run_attempt: run.attempt, name, status, conclusion, head_sha: run.headSha };
}

function cancel(run: WorkflowRun): HttpReply {
  if (run.status === 'completed') return errorReply(409, 'Cannot cancel a workflow run that is completed.');
  Object.assign(run, { status: 'completed', conclusion: 'cancelled' });
  for (const job of run.jobs) Object.assign(job, { status: 'completed', conclusion: job.conclusion ?? 'cancelled' });
  return { status: 202, body: {} };
}

function rerun(run: WorkflowRun): HttpReply {
  if (run.status !== 'completed') return errorReply(403, 'This workflow is already running');
  Object.assign(run, { attempt: run.attempt + 1, status: 'queued', conclusion: null });
  return { status: 201, body: {} };
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
