import { ArtifactStore } from './artifact-store.ts';
import { answerBlobRequest } from './blob-endpoint.ts';
import { refuse, type TokenGrant } from './github-api/access.ts';
import { answerGraphql } from './github-api/graphql.ts';
import { RateLimit } from './github-api/rate-limit.ts';
import { errorReply, notFound } from './github-api/replies.ts';
import { matchRoute } from './github-api/router.ts';
import { contentRoutes } from './github-api/routes/contents.ts';
import { environmentRoutes } from './github-api/routes/environments.ts';
import { gitDataRoutes } from './github-api/routes/git-data.ts';
import { issueRoutes } from './github-api/routes/issues.ts';
import { pullRoutes } from './github-api/routes/pulls.ts';
import { repositoryRoutes } from './github-api/routes/repository.ts';
import { runRoutes } from './github-api/routes/runs.ts';
import { secretRoutes } from './github-api/routes/secrets.ts';
import { variableRoutes } from './github-api/routes/variables.ts';
import { workflowRoutes } from './github-api/routes/workflows.ts';
import { createSealedBox } from './github-api/sealed-box.ts';
import { GitHubState, type WorkflowRun } from './github-api/state.ts';
import { type Answer, type HttpReply, type HttpRequest, type LocalServer, startHttpServer } from './http-server.ts';
import { type PlannedFailure, PlannedFailures } from './planned-failures.ts';

export interface GitHubApiOptions {
  /** `owner/name` of the only repository. Default `octo/flows`. */
  readonly repository?: string;
  /** Default `main`. */
  readonly defaultBranch?: string;
  /** Token → what it may do; any other token is answered 401. Default {@link defaultTokens}. */
  readonly tokens?: Readonly<Record<string, TokenGrant>>;
  /** Files of the first commit. */
  readonly files?: Readonly<Record<string, string>>;
  /** A results service's store, so that artifacts uploaded there are seen here. */
  readonly artifacts?: ArtifactStore;
  /** Requests an hour. Default 1,000, as GITHUB_TOKEN has. */
  readonly rateLimit?: number;
  /** Called for each run that an API call starts or repeats: a test may carry it out by act. */
  readonly onRun?: (run: WorkflowRun) => void;
}

/** A request and what it was answered. */
export interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  /** The JSON body, `{}` where there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Undefined where the connection was cut. */
  readonly status: number | undefined;
}

/** A running stand-in for GitHub's REST API with one repository. */
export interface GitHubApi extends LocalServer {
  readonly state: GitHubState;
  readonly rateLimit: RateLimit;
  /** `METHOD /path?query` of every request so far. */
  readonly requests: readonly string[];
  /** Every answered request so far, with body and status. */
  readonly calls: readonly ApiCall[];
  /** Makes coming requests fail: `fail(faults.secondaryLimit(1))`, or any reply. */
  readonly fail: (failure: PlannedFailure) => void;
}

/** A job's GITHUB_TOKEN with the usual permissions, and a personal token with all. */
export const defaultTokens = {
  ghs_job: { kind: 'actions', permissions: { actions: 'write', contents: 'write', issues: 'write' } },
  ghs_read: { kind: 'actions', permissions: { actions: 'read', contents: 'read' } },
  github_pat_all: {
    kind: 'fine-grained',
    permissions: {
      actions: 'write',
      administration: 'write',
      contents: 'write',
      environments: 'write',
      issues: 'write',
      pull_requests: 'write',
      secrets: 'write',
      variables: 'write',
      workflows: 'write',
    },
  },
} as const satisfies Readonly<Record<string, TokenGrant>>;

const routes = [
  ...repositoryRoutes,
  ...environmentRoutes,
  ...secretRoutes,
  ...pullRoutes,
  ...contentRoutes,
  ...gitDataRoutes,
  ...workflowRoutes,
  ...runRoutes,
  ...variableRoutes,
  ...issueRoutes,
];

interface Service {
  readonly state: GitHubState;
  readonly rateLimit: RateLimit;
  readonly tokens: Readonly<Record<string, TokenGrant>>;
  readonly failures: PlannedFailures;
}

/**
 * Starts the stand-in on a free port; give its `url` as `GITHUB_API_URL`.
 *
 * - Set up: `files`, `api.state.commit/addRun/addEnvironment/setSecret/setVariable`, `state.protectedBranches`, `state.collaborators`.
 * - Trouble: `api.fail(faults.…)`, `api.rateLimit.leave(0)`, `state.artifacts.expire(artifact)`.
 * - Look: `api.requests` (lines), `api.calls` (with bodies), `api.state`.
 * - Runs that a dispatch or a re-run starts stay queued; `onRun` hears of them.
 */
export async function startGitHubApi(options: GitHubApiOptions = {}): Promise<GitHubApi> {
  const { repository = 'octo/flows', defaultBranch = 'main', tokens = defaultTokens } = options;
  const state = new GitHubState(
    repository,
    defaultBranch,
    options.artifacts ?? new ArtifactStore(),
    await createSealedBox(),
  );
  if (options.onRun !== undefined) state.onRun = options.onRun;
  state.commit({ 'README.md': '# flows\n', ...options.files });
  const service = {
    state,
    tokens,
    rateLimit: new RateLimit(options.rateLimit ?? 1000),
    failures: new PlannedFailures(),
  };
  const requests: string[] = [];
  const calls: ApiCall[] = [];
  const server = await startHttpServer(async (request) => {
    const { method, url } = request;
    requests.push(`${method} ${url.pathname}${url.search}`);
    const reply = await answer(service, request);
    calls.push({
      method,
      path: `${url.pathname}${url.search}`,
      token: tokenOf(request) ?? '',
      body: parseBody(request) ?? {},
      status: reply === 'drop' ? undefined : reply.status,
    });
    return reply;
  });
  const fail = (failure: PlannedFailure): void => service.failures.add(failure);
  return { ...server, state, rateLimit: service.rateLimit, requests, calls, fail };
}

async function answer(service: Service, request: HttpRequest): Promise<Answer> {
  if (request.url.pathname.startsWith('/blob/')) return answerBlobRequest(service.state.artifacts, request);
  const grant = grantOf(service, request);
  if (grant === undefined) return errorReply(401, 'Bad credentials');
  if (request.url.pathname === '/rate_limit') return { status: 200, body: service.rateLimit.body() };
  const exhausted = service.rateLimit.take();
  const reply = exhausted ?? (await service.failures.answer(request, () => route(service.state, grant, request)));
  return reply === 'drop' ? reply : { ...reply, headers: { ...service.rateLimit.headers(), ...reply.headers } };
}

function tokenOf({ headers }: HttpRequest): string | undefined {
  return /^(?:bearer|token) (.+)$/i.exec(headers.authorization ?? '')?.[1];
}

function grantOf({ tokens }: Service, request: HttpRequest): TokenGrant | undefined {
  const token = tokenOf(request);
  return token === undefined || !Object.hasOwn(tokens, token) ? undefined : tokens[token];
}

function route(state: GitHubState, grant: TokenGrant, request: HttpRequest): HttpReply {
  const prefix = `/repos/${state.repository}`;
  const { pathname, origin } = request.url;
  const body = parseBody(request);
  if (body === undefined) return errorReply(400, 'Problems parsing JSON');
  if (pathname === '/graphql') return answerGraphql(state, grant, body);
  if (pathname !== prefix && !pathname.startsWith(`${prefix}/`)) return answerOtherRepository(state, pathname);
  const matched = matchRoute(routes, request.method, pathname.slice(prefix.length));
  if (matched === undefined) return notFound();
  const refusal = refuse(grant, matched.route.needs);
  if (refusal !== undefined) return refusal;
  return matched.route.handle({ state, grant, origin, url: request.url, params: matched.params, body });
}

/** What anybody may see of another repository that is public: its newest release, and that release's commit. */
function answerOtherRepository({ releases }: GitHubState, pathname: string): HttpReply {
  const [, repository = '', what = ''] = /^\/repos\/([^/]+\/[^/]+)\/(.+)$/.exec(pathname) ?? [];
  const release = releases.get(repository);
  if (release === undefined) return notFound();
  if (what === 'releases/latest') return { status: 200, body: { tag_name: release.tag } };
  return what === `commits/${release.tag}` ? { status: 200, body: { sha: release.sha } } : notFound();
}

function parseBody({ body }: HttpRequest): Readonly<Record<string, unknown>> | undefined {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
