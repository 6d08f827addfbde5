import type { HttpReply } from '../../http-server.ts';
import { refuse } from '../access.ts';
import { created, errorReply, notFound, ok } from '../replies.ts';
import { param, type Route, type RouteCall, textField } from '../router.ts';

/** Files through the contents interface (https://docs.github.com/rest/repos/contents). A write names the blob it replaces. */
export const contentRoutes: readonly Route[] = [
  { method: 'GET', path: '/contents/*path', needs: { scope: 'contents', level: 'read' }, handle: getContent },
  { method: 'PUT', path: '/contents/*path', needs: { scope: 'contents', level: 'write' }, handle: putContent },
  { method: 'DELETE', path: '/contents/*path', needs: { scope: 'contents', level: 'write' }, handle: deleteContent },
];

function getContent(call: RouteCall): HttpReply {
  const { git, defaultBranch } = call.state;
  const path = param(call, 'path').replace(/\/$/, '');
  const commit = git.resolve(call.url.searchParams.get('ref') ?? defaultBranch);
  if (commit === undefined) return errorReply(404, `No commit found for the ref ${call.url.searchParams.get('ref')}`);
  const files = git.filesAt(commit);
  const blob = files.get(path);
  if (blob !== undefined) return ok(describeFile(call, path, blob));
  const folder = path === '' ? '' : `${path}/`;
  const below = [...files].filter(([file]) => file.startsWith(folder));
  if (below.length === 0) return notFound();
  return ok([...new Map(below.map(([file, id]) => childOf(folder, file, id))).values()]);
}

function childOf(folder: string, file: string, sha: string): [string, object] {
  const [name = '', ...deeper] = file.slice(folder.length).split('/');
  return [name, { name, path: folder + name, type: deeper.length === 0 ? 'file' : 'dir', sha }];
}

function describeFile({ state }: RouteCall, path: string, sha: string): object {
  const content = state.git.blob(sha) ?? Buffer.alloc(0);
  const name = path.split('/').at(-1);
  return {
    type: 'file',
    encoding: 'base64',
    size: content.length,
    name,
    path,
    sha,
    content: content.toString('base64'),
  };
}

function putContent(call: RouteCall): HttpReply {
  const { git } = call.state;
  const { path, branch, refusal, current } = prepareWrite(call);
  if (refusal !== undefined) return refusal;
  const blob = git.addBlob(Buffer.from(textField(call, 'content') ?? '', 'base64'));
  const files = new Map(git.filesAt(git.resolve(branch) ?? '')).set(path, blob);
  const sha = git.commitFiles(branch, files, textField(call, 'message') ?? '');
  const body = { content: describeFile(call, path, blob), commit: { sha } };
  return current === undefined ? created(body) : ok(body);
}

function deleteContent(call: RouteCall): HttpReply {
  const { git } = call.state;
  const { path, branch, refusal, current } = prepareWrite(call);
  if (refusal !== undefined) return refusal;
  if (current === undefined) return notFound();
  const files = new Map(git.filesAt(git.resolve(branch) ?? ''));
  files.delete(path);
  return ok({ content: null, commit: { sha: git.commitFiles(branch, files, textField(call, 'message') ?? '') } });
}

interface PreparedWrite {
  readonly path: string;
  readonly branch: string;
  /** The blob that is there now. */
  readonly current: string | undefined;
  readonly refusal: HttpReply | undefined;
}

function prepareWrite(call: RouteCall): PreparedWrite {
  const { git, defaultBranch } = call.state;
  const path = param(call, 'path');
  const branch = textField(call, 'branch') ?? defaultBranch;
  const head = git.resolve(branch);
  const current = head === undefined ? undefined : git.filesAt(head).get(path);
  const given = textField(call, 'sha');
  const base = { path, branch, current };
  if (head === undefined) return { ...base, refusal: errorReply(404, `Branch ${branch} not found`) };
  const workflowRefusal = path.startsWith('.github/workflows/')
    ? refuse(call.grant, { scope: 'workflows', level: 'write' })
    : undefined;
  if (call.state.protectedBranches.has(branch)) {
    const message = 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n';
    return { ...base, refusal: errorReply(409, message) };
  }
  if (workflowRefusal !== undefined) return { ...base, refusal: workflowRefusal };
  if (current !== undefined && given === undefined)
    return { ...base, refusal: errorReply(422, 'Invalid request.\n\n"sha" wasn\'t supplied.') };
  if (given !== undefined && given !== current)
    return { ...base, refusal: errorReply(409, `${path} does not match ${given}`) };
  return { ...base, refusal: undefined };
}
