import type { HttpReply } from '../http-server.ts';
import { refuse, type TokenGrant } from './access.ts';
import { errorReply } from './replies.ts';
import type { GitHubState } from './state.ts';

/**
 * What GitHub holds against moving a branch: a protected one takes pull requests only, and whoever changes workflow files
 * needs the permission Workflows. Undefined: nothing.
 */
export function refuseMove(
  state: GitHubState,
  grant: TokenGrant,
  ref: string,
  { from, to, status }: { readonly from: string | undefined; readonly to: string; readonly status: 409 | 422 },
): HttpReply | undefined {
  if (from !== undefined && state.protectedBranches.has(ref.replace(/^refs\/heads\//, ''))) {
    return errorReply(status, 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n');
  }
  const changes = state.git.changes(from, to);
  // A new branch at a known commit brings nothing new.
  const isKnown = from === undefined && state.git.refs().some(([, head]) => state.git.isAncestor(to, head));
  const touchesWorkflows = !isKnown && changes.some(({ path }) => path.startsWith('.github/workflows/'));
  return touchesWorkflows ? refuse(grant, { scope: 'workflows', level: 'write' }) : undefined;
}
