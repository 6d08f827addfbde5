import type { HttpReply } from '../../http-server.ts';
import { noContent, notFound, ok, pageOf } from '../replies.ts';
import { param, type Route, type RouteCall } from '../router.ts';

const metadata = { scope: 'metadata', level: 'read' } as const;
const contents = { scope: 'contents', level: 'read' } as const;

/** The repository itself, its branches, commits and people. */
export const repositoryRoutes: readonly Route[] = [
  { method: 'GET', path: '', needs: metadata, handle: getRepository },
  { method: 'GET', path: '/branches', needs: contents, handle: listBranches },
  { method: 'GET', path: '/branches/*branch', needs: contents, handle: getBranch },
  { method: 'GET', path: '/commits', needs: contents, handle: listCommits },
  { method: 'GET', path: '/commits/*ref', needs: contents, handle: getCommit },
  { method: 'GET', path: '/compare/*range', needs: contents, handle: compare },
  {
    method: 'GET',
    path: '/collaborators/:login',
    needs: metadata,
    handle: (call) => (call.state.collaborators.has(param(call, 'login')) ? noContent() : notFound()),
  },
];

function getRepository({ state }: RouteCall): HttpReply {
  const [owner = '', name = ''] = state.repository.split('/');
  return ok({
    name,
    full_name: state.repository,
    owner: { login: owner },
    private: state.isPrivate,
    visibility: state.isPrivate ? 'private' : 'public',
    default_branch: state.defaultBranch,
    pushed_at: (state.pushedAt ?? new Date()).toISOString(),
  });
}

function listBranches({ state, url }: RouteCall): HttpReply {
  const branches = state.git.refs('refs/heads/').map(([ref, sha]) => ({
    name: ref.slice('refs/heads/'.length),
    commit: { sha },
    protected: state.protectedBranches.has(ref.slice('refs/heads/'.length)),
  }));
  return pageOf(url, branches, undefined);
}

function getBranch(call: RouteCall): HttpReply {
  const name = param(call, 'branch');
  const sha = call.state.git.ref(`refs/heads/${name}`);
  if (sha === undefined) return notFound();
  return ok({ name, commit: { sha }, protected: call.state.protectedBranches.has(name) });
}

function listCommits(call: RouteCall): HttpReply {
  const { git, defaultBranch } = call.state;
  const head = git.resolve(call.url.searchParams.get('sha') ?? defaultBranch);
  if (head === undefined) return notFound();
  const path = call.url.searchParams.get('path');
  const commits = [...git.history(head)].filter(
    ([id, { parents }]) => path === null || git.changes(parents[0], id).some((change) => isBelow(change.path, path)),
  );
  return pageOf(
    call.url,
    commits.map(([id]) => describeCommit(call, id)),
    undefined,
  );
}

function isBelow(file: string, path: string): boolean {
  return file === path || file.startsWith(`${path.replace(/\/$/, '')}/`);
}

function getCommit(call: RouteCall): HttpReply {
  const id = call.state.git.resolve(param(call, 'ref'));
  return id === undefined ? notFound() : ok(describeCommit(call, id));
}

function describeCommit({ state }: RouteCall, id: string): object {
  const { message, date, author, parents, tree } = state.git.commit(id) ?? { parents: [] };
  const person = { name: author ?? 'somebody', date };
  return {
    sha: id,
    commit: { message, author: person, committer: person, tree: { sha: tree } },
    author: author === undefined ? null : { login: author },
    parents: parents.map((sha) => ({ sha })),
    html_url: `https://github.com/${state.repository}/commit/${id}`,
  };
}

function compare(call: RouteCall): HttpReply {
  const { git } = call.state;
  const [base = '', head = ''] = param(call, 'range').split('...');
  const [from, to] = [git.resolve(base), git.resolve(head)];
  if (from === undefined || to === undefined) return notFound();
  const status =
    from === to ? 'identical' : git.isAncestor(from, to) ? 'ahead' : git.isAncestor(to, from) ? 'behind' : 'diverged';
  return ok({ status, files: git.changes(from, to).map(({ path, ...change }) => ({ filename: path, ...change })) });
}
