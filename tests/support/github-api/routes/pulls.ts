import type { HttpReply } from '../../http-server.ts';
import { created, errorReply, notFound, ok, pageOf } from '../replies.ts';
import { param, type Route, type RouteCall, textField } from '../router.ts';
import type { PullRequest } from '../state.ts';

const read = { scope: 'pull_requests', level: 'read' } as const;
const write = { scope: 'pull_requests', level: 'write' } as const;

/** Pull requests between branches of the repository (https://docs.github.com/rest/pulls). */
export const pullRoutes: readonly Route[] = [
  { method: 'GET', path: '/pulls', needs: read, handle: list },
  { method: 'POST', path: '/pulls', needs: write, handle: create },
  { method: 'GET', path: '/pulls/:number', needs: read, handle: on((call, pull) => ok(describe(call, pull))) },
  { method: 'GET', path: '/pulls/:number/files', needs: read, handle: on(listFiles) },
];

function on(handle: (call: RouteCall, pull: PullRequest) => HttpReply): (call: RouteCall) => HttpReply {
  return (call) => {
    const pull = call.state.pulls.find(({ number }) => String(number) === param(call, 'number'));
    return pull === undefined ? notFound() : handle(call, pull);
  };
}

function list(call: RouteCall): HttpReply {
  const { searchParams } = call.url;
  const [owner = ''] = call.state.repository.split('/');
  const state = searchParams.get('state') ?? 'open';
  const head = searchParams.get('head');
  const base = searchParams.get('base');
  const pulls = call.state.pulls.filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (head === null || head === `${owner}:${pull.head}`) &&
      (base === null || base === pull.base),
  );
  return pageOf(
    call.url,
    pulls.toReversed().map((pull) => describe(call, pull)),
    undefined,
  );
}

function create(call: RouteCall): HttpReply {
  const { git, pulls } = call.state;
  const [head = '', base = ''] = [textField(call, 'head'), textField(call, 'base')];
  const [from, to] = [git.ref(`refs/heads/${base}`), git.ref(`refs/heads/${head}`)];
  if (from === undefined || to === undefined) return errorReply(422, 'Validation Failed: head or base is no branch');
  if (git.changes(from, to).length === 0)
    return errorReply(422, `Validation Failed: No commits between ${base} and ${head}`);
  if (pulls.some((pull) => pull.state === 'open' && pull.head === head && pull.base === base)) {
    return errorReply(422, `Validation Failed: A pull request already exists for ${head}.`);
  }
  const number = pulls.length + call.state.issues.length + 1;
  const pull: PullRequest = {
    number,
    title: textField(call, 'title') ?? '',
    body: textField(call, 'body') ?? '',
    head,
    base,
    state: 'open',
  };
  pulls.push(pull);
  return created(describe(call, pull));
}

function listFiles(call: RouteCall, { base, head }: PullRequest): HttpReply {
  const { git } = call.state;
  const changes = git.changes(git.ref(`refs/heads/${base}`), git.ref(`refs/heads/${head}`) ?? '');
  return pageOf(
    call.url,
    changes.map(({ path, status }) => ({ filename: path, status })),
    undefined,
  );
}

function describe({ state }: RouteCall, { number, title, body, head, base, state: isOpen }: PullRequest): object {
  return {
    number,
    title,
    body,
    state: isOpen,
    head: { ref: head, sha: state.git.ref(`refs/heads/${head}`), repo: { full_name: state.repository } },
    base: { ref: base, sha: state.git.ref(`refs/heads/${base}`) },
    html_url: `https://github.com/${state.repository}/pull/${number}`,
  };
}
