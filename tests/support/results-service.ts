import { randomUUID } from 'node:crypto';
import { ArtifactStore, sha256, type StoredArtifact } from './artifact-store.ts';
import { answerBlobRequest } from './blob-endpoint.ts';
import { type HttpReply, type HttpRequest, type LocalServer, startHttpServer } from './http-server.ts';
import { type PlannedFailure, PlannedFailures } from './planned-failures.ts';
import { makeRuntimeToken, type RuntimeTokenIds, readRuntimeToken } from './runtime-token.ts';

/** A running stand-in for the service that `@actions/artifact` talks to on a GitHub runner. */
export interface ResultsService extends LocalServer {
  /** What was uploaded, also by other servers that share the store. */
  readonly store: ArtifactStore;
  /** `ACTIONS_RESULTS_URL` and `ACTIONS_RUNTIME_TOKEN` of one job. */
  readonly jobEnv: (ids?: RuntimeTokenIds) => { ACTIONS_RESULTS_URL: string; ACTIONS_RUNTIME_TOKEN: string };
  /** Makes coming requests fail, such as `/twirp/.*CreateArtifact/`. */
  readonly fail: (failure: PlannedFailure) => void;
}

const twirpPrefix = '/twirp/github.actions.results.api.v1.ArtifactService/';
const defaultRetentionDays = 90;

/** The Twirp error codes used here with their HTTP status (https://twitchtv.github.io/twirp/docs/errors.html). */
const twirpStatus = {
  invalid_argument: 400,
  unauthenticated: 401,
  permission_denied: 403,
  not_found: 404,
  bad_route: 404,
  already_exists: 409,
} as const;

/** Fields of all requests; the wire has proto field names, and 64-bit numbers as text. */
interface TwirpFields {
  readonly workflow_run_backend_id?: string;
  readonly workflow_job_run_backend_id?: string;
  readonly name?: string;
  readonly version?: number;
  readonly mime_type?: string;
  readonly expires_at?: string;
  readonly size?: string;
  readonly hash?: string;
  readonly name_filter?: string;
  readonly id_filter?: string;
}

interface Call {
  readonly store: ArtifactStore;
  readonly origin: string;
  readonly runId: string;
  readonly jobId: string;
  readonly fields: TwirpFields;
}

/**
 * Starts the stand-in on a free port. Artifacts are immutable, their names unique within a run; size and hash are checked when they are finished.
 *
 * @param store give one to share the artifacts with a REST stand-in
 */
export async function startResultsService(store: ArtifactStore = new ArtifactStore()): Promise<ResultsService> {
  const failures = new PlannedFailures();
  const server = await startHttpServer((request) => failures.answer(request, () => route(store, request)));
  return {
    ...server,
    store,
    fail: (failure) => failures.add(failure),
    jobEnv: (ids) => ({ ACTIONS_RESULTS_URL: server.url, ACTIONS_RUNTIME_TOKEN: makeRuntimeToken(ids) }),
  };
}

/** The address that a signed URL of the service would have. Its signature names the artifact and its content. */
export function signedDownloadUrl(origin: string, artifact: StoredArtifact): string {
  return `${origin}/blob/artifact-${artifact.id}?sig=${artifact.id}-${artifact.digest.slice('sha256:'.length)}`;
}

function route(store: ArtifactStore, request: HttpRequest): HttpReply {
  const { pathname, origin } = request.url;
  if (pathname.startsWith('/blob/')) return answerBlobRequest(store, request);
  const method = pathname.startsWith(twirpPrefix) ? methods[pathname.slice(twirpPrefix.length)] : undefined;
  if (method === undefined || request.method !== 'POST')
    return twirpError('bad_route', `no such method: ${request.method} ${pathname}`);
  const token = readRuntimeToken(request.headers.authorization?.replace(/^Bearer /i, '') ?? '');
  if (token === undefined) return twirpError('unauthenticated', 'no valid runtime token');
  const fields = JSON.parse(request.body.toString('utf8')) as TwirpFields;
  if (fields.workflow_run_backend_id !== token.runId)
    return twirpError('permission_denied', 'the token is for another run');
  return method({ store, origin, ...token, fields });
}

const methods: Readonly<Record<string, (call: Call) => HttpReply>> = {
  CreateArtifact: createArtifact,
  FinalizeArtifact: finalizeArtifact,
  ListArtifacts: listArtifacts,
  GetSignedArtifactURL: getSignedArtifactUrl,
  DeleteArtifact: deleteArtifact,
};

function createArtifact({ store, origin, runId, jobId, fields }: Call): HttpReply {
  const { name = '', version = 0, mime_type: mimeType = 'application/zip', expires_at: expires } = fields;
  if (name === '' || /["<>|*?:\r\n\\/]/.test(name))
    return twirpError('invalid_argument', `not an artifact name: "${name}"`);
  if (version < 4) return twirpError('invalid_argument', `expected version 4 or later, got ${version}`);
  if (store.find(runId, name) ?? store.pendingByName(runId, name)) {
    return twirpError('already_exists', 'an artifact with this name already exists on the workflow run');
  }
  const uploadKey = randomUUID();
  const expiresAt =
    expires === undefined ? new Date(Date.now() + defaultRetentionDays * 86_400_000) : new Date(expires);
  store.addPending({ uploadKey, runId, jobId, name, mimeType, expiresAt, blocks: new Map(), content: undefined });
  return {
    status: 200,
    body: { ok: true, signed_upload_url: `${origin}/blob/${encodeURIComponent(name)}?sig=${uploadKey}` },
  };
}

function finalizeArtifact({ store, runId, fields }: Call): HttpReply {
  const pending = store.pendingByName(runId, fields.name ?? '');
  if (pending === undefined) return twirpError('not_found', `artifact "${fields.name}" is not being uploaded`);
  const { content } = pending;
  if (content === undefined) return twirpError('invalid_argument', 'nothing was uploaded');
  // Proto JSON leaves out a size of 0.
  const size = Number(fields.size ?? 0);
  if (content.length !== size) return twirpError('invalid_argument', `size: expected ${content.length}, got ${size}`);
  const digest = sha256(content);
  if (fields.hash !== undefined && fields.hash !== digest) {
    return twirpError('invalid_argument', `hash: expected ${digest}, got ${fields.hash}`);
  }
  return { status: 200, body: { ok: true, artifact_id: String(store.finish(pending, content).id) } };
}

function listArtifacts({ store, runId, fields }: Call): HttpReply {
  const artifacts = store
    .list(runId)
    .filter(({ name }) => fields.name_filter === undefined || name === fields.name_filter)
    .filter(({ id }) => fields.id_filter === undefined || String(id) === fields.id_filter)
    .map((artifact) => ({
      workflow_run_backend_id: artifact.runId,
      workflow_job_run_backend_id: artifact.jobId,
      database_id: String(artifact.id),
      name: artifact.name,
      size: String(artifact.content.length),
      created_at: artifact.createdAt.toISOString(),
      digest: artifact.digest,
    }));
  return { status: 200, body: { artifacts } };
}

function getSignedArtifactUrl({ store, origin, runId, fields }: Call): HttpReply {
  const artifact = store.find(runId, fields.name ?? '');
  if (artifact === undefined) return twirpError('not_found', `artifact "${fields.name}" does not exist`);
  return { status: 200, body: { signed_url: signedDownloadUrl(origin, artifact) } };
}

function deleteArtifact({ store, runId, fields }: Call): HttpReply {
  const artifact = store.find(runId, fields.name ?? '');
  if (artifact === undefined) return twirpError('not_found', `artifact "${fields.name}" does not exist`);
  store.remove(artifact);
  return { status: 200, body: { ok: true, artifact_id: String(artifact.id) } };
}

function twirpError(code: keyof typeof twirpStatus, msg: string): HttpReply {
  return { status: twirpStatus[code], body: { code, msg } };
}
