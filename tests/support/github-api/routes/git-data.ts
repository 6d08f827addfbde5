import type { HttpReply } from '../../http-server.ts';
import { refuseMove } from '../branch-rules.ts';
import { created, errorReply, noContent, notFound, ok, pageOf } from '../replies.ts';
import { param, type Route, type RouteCall, textField } from '../router.ts';

const read = { scope: 'contents', level: 'read' } as const;
const write = { scope: 'contents', level: 'write' } as const;

/** References and objects (https://docs.github.com/rest/git). Creating a reference that exists is refused: that is what makes it a claim. */
export const gitDataRoutes: readonly Route[] = [
  { method: 'GET', path: '/git/ref/*ref', needs: read, handle: getRef },
  { method: 'GET', path: '/git/matching-refs/*ref', needs: read, handle: matchingRefs },
  { method: 'POST', path: '/git/refs', needs: write, handle: createRef },
  { method: 'PATCH', path: '/git/refs/*ref', needs: write, handle: updateRef },
  { method: 'DELETE', path: '/git/refs/*ref', needs: write, handle: deleteRef },
  { method: 'POST', path: '/git/blobs', needs: write, handle: createBlob },
  { method: 'GET', path: '/git/blobs/:id', needs: read, handle: getBlob },
  { method: 'POST', path: '/git/trees', needs: write, handle: createTree },
  { method: 'GET', path: '/git/trees/:id', needs: read, handle: getTree },
  { method: 'POST', path: '/git/commits', needs: write, handle: createCommit },
  { method: 'GET', path: '/git/commits/:id', needs: read, handle: getCommit },
];

function describeRef(call: RouteCall, ref: string, sha: string): object {
  return { ref, url: `${call.origin}${call.url.pathname}`, object: { type: 'commit', sha } };
}

function getRef(call: RouteCall): HttpReply {
  const ref = `refs/${param(call, 'ref')}`;
  const sha = call.state.git.ref(ref);
  return sha === undefined ? notFound() : ok(describeRef(call, ref, sha));
}

function matchingRefs(call: RouteCall): HttpReply {
  const refs = call.state.git.refs(`refs/${param(call, 'ref')}`);
  return pageOf(
    call.url,
    refs.map(([ref, sha]) => describeRef(call, ref, sha)),
    undefined,
  );
}

function createRef(call: RouteCall): HttpReply {
  const { git } = call.state;
  const ref = textField(call, 'ref') ?? '';
  const sha = textField(call, 'sha') ?? '';
  if (!/^refs\/[^/]+\/.+/.test(ref)) return errorReply(422, `Reference name "${ref}" is not valid: refs/<kind>/<name>`);
  if (git.commit(sha) === undefined) return errorReply(422, 'Object does not exist');
  if (git.ref(ref) !== undefined) return errorReply(422, 'Reference already exists');
  const refusal = refuseMove(call.state, call.grant, ref, { from: undefined, to: sha, status: 422 });
  if (refusal !== undefined) return refusal;
  git.setRef(ref, sha);
  return created(describeRef(call, ref, sha));
}

function updateRef(call: RouteCall): HttpReply {
  const { git } = call.state;
  const ref = `refs/${param(call, 'ref')}`;
  const sha = textField(call, 'sha') ?? '';
  const current = git.ref(ref);
  if (current === undefined) return errorReply(422, 'Reference does not exist');
  if (git.commit(sha) === undefined) return errorReply(422, 'Object does not exist');
  if (call.body['force'] !== true && !git.isAncestor(current, sha))
    return errorReply(422, 'Update is not a fast forward');
  const refusal = refuseMove(call.state, call.grant, ref, { from: current, to: sha, status: 422 });
  if (refusal !== undefined) return refusal;
  git.setRef(ref, sha);
  return ok(describeRef(call, ref, sha));
}

function deleteRef(call: RouteCall): HttpReply {
  return call.state.git.deleteRef(`refs/${param(call, 'ref')}`)
    ? noContent()
    : errorReply(422, 'Reference does not exist');
}

function createBlob(call: RouteCall): HttpReply {
  const encoding = textField(call, 'encoding') === 'base64' ? 'base64' : 'utf8';
  return created({ sha: call.state.git.addBlob(Buffer.from(textField(call, 'content') ?? '', encoding)) });
}

function getBlob(call: RouteCall): HttpReply {
  const sha = param(call, 'id');
  const content = call.state.git.blob(sha);
  return content === undefined
    ? notFound()
    : ok({ sha, size: content.length, encoding: 'base64', content: content.toString('base64') });
}

interface TreeEntry {
  readonly path: string;
  /** Null takes the path away. */
  readonly sha?: string | null;
  readonly content?: string;
}

function createTree(call: RouteCall): HttpReply {
  const { git } = call.state;
  const base = textField(call, 'base_tree');
  // base_tree may name a commit as well.
  const baseTree = base === undefined ? undefined : (git.tree(base) ?? git.tree(git.commit(base)?.tree ?? ''));
  if (base !== undefined && baseTree === undefined) return errorReply(422, 'base_tree is not a tree');
  const listing = new Map(baseTree);
  for (const entry of (call.body['tree'] ?? []) as readonly TreeEntry[]) {
    if (entry.content !== undefined) listing.set(entry.path, git.addBlob(Buffer.from(entry.content)));
    else if (entry.sha === null || entry.sha === undefined) listing.delete(entry.path);
    else if (git.blob(entry.sha) === undefined) return errorReply(422, `tree.sha ${entry.sha} is not a valid blob`);
    else listing.set(entry.path, entry.sha);
  }
  return created(describeTree(call, git.addTree(listing)));
}

function getTree(call: RouteCall): HttpReply {
  const { git } = call.state;
  const id = param(call, 'id');
  const tree = git.tree(id) === undefined ? git.commit(git.resolve(id) ?? '')?.tree : id;
  return tree === undefined ? notFound() : ok(describeTree(call, tree));
}

function describeTree({ state }: RouteCall, sha: string): object {
  const tree = [...(state.git.tree(sha) ?? [])].map(([path, blob]) => ({
    path,
    mode: '100644',
    type: 'blob',
    sha: blob,
  }));
  return { sha, tree, truncated: false };
}

function createCommit(call: RouteCall): HttpReply {
  const { git } = call.state;
  const tree = textField(call, 'tree') ?? '';
  const parents = (call.body['parents'] ?? []) as readonly string[];
  if (git.tree(tree) === undefined) return errorReply(422, 'Tree SHA does not exist');
  if (parents.some((parent) => git.commit(parent) === undefined))
    return errorReply(422, 'Parent SHA does not exist or is not a commit object');
  const sha = git.addCommit({
    tree,
    parents,
    message: textField(call, 'message') ?? '',
    date: new Date().toISOString(),
  });
  return created(describeCommit(call, sha));
}

function getCommit(call: RouteCall): HttpReply {
  const sha = param(call, 'id');
  return call.state.git.commit(sha) === undefined ? notFound() : ok(describeCommit(call, sha));
}

function describeCommit({ state }: RouteCall, sha: string): object {
  const commit = state.git.commit(sha);
  return {
    sha,
    message: commit?.message,
    tree: { sha: commit?.tree },
    parents: commit?.parents.map((parent) => ({ sha: parent })),
    author: { date: commit?.date },
  };
}
