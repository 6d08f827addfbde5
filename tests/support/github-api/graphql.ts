import type { HttpReply } from '../http-server.ts';
import { may, type TokenGrant } from './access.ts';
import { refuseMove } from './branch-rules.ts';
import { ok } from './replies.ts';
import type { GitHubState } from './state.ts';

interface CommitInput {
  readonly branch: { readonly repositoryNameWithOwner: string; readonly branchName: string };
  readonly message: { readonly headline: string; readonly body?: string };
  readonly expectedHeadOid: string;
  readonly fileChanges: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[];
    readonly deletions?: readonly { readonly path: string }[];
  };
}

/** GraphQL errors come with status 200 (https://docs.github.com/graphql/guides/using-the-graphql-api-for-deployments). */
function failed(type: string, message: string): HttpReply {
  return ok({ data: { createCommitOnBranch: null }, errors: [{ type, path: ['createCommitOnBranch'], message }] });
}

/**
 * The one mutation that is used: `createCommitOnBranch`, a signed commit by compare-and-set on the branch's head
 * (https://docs.github.com/graphql/reference/mutations#createcommitonbranch).
 */
export function answerGraphql(
  state: GitHubState,
  grant: TokenGrant,
  body: Readonly<Record<string, unknown>>,
): HttpReply {
  if (!String(body['query']).includes('createCommitOnBranch')) {
    return ok({ errors: [{ type: 'UNKNOWN', message: 'the stand-in knows createCommitOnBranch only' }] });
  }
  const { input } = body['variables'] as { readonly input: CommitInput };
  const refusal = `Resource not accessible by ${grant.kind === 'actions' ? 'integration' : 'personal access token'}`;
  if (!may(grant, { scope: 'contents', level: 'write' })) return failed('FORBIDDEN', refusal);
  const ref = `refs/heads/${input.branch.branchName}`;
  const head = state.git.ref(ref);
  if (input.branch.repositoryNameWithOwner !== state.repository || head === undefined) {
    return failed('NOT_FOUND', `Could not resolve to a Ref with the name ${ref}.`);
  }
  if (head !== input.expectedHeadOid) {
    return failed(
      'STALE_DATA',
      `Expected branch to point to "${input.expectedHeadOid}" but it did not. Pull and try again.`,
    );
  }
  const files = new Map(state.git.filesAt(head));
  for (const { path, contents } of input.fileChanges.additions ?? []) {
    files.set(path, state.git.addBlob(Buffer.from(contents, 'base64')));
  }
  for (const { path } of input.fileChanges.deletions ?? []) files.delete(path);
  const message = `${input.message.headline}\n\n${input.message.body ?? ''}`.trim();
  const commit = state.git.addCommit({
    tree: state.git.addTree(files),
    parents: [head],
    message,
    date: new Date().toISOString(),
    author: grant.kind === 'actions' ? 'github-actions[bot]' : 'ada',
  });
  const rule = refuseMove(state, grant, ref, { from: head, to: commit, status: 422 });
  if (rule !== undefined) {
    return failed(rule.status === 403 ? 'FORBIDDEN' : 'UNPROCESSABLE', (rule.body as { message: string }).message);
  }
  state.git.setRef(ref, commit);
  const url = `https://github.com/${state.repository}/commit/${commit}`;
  return ok({ data: { createCommitOnBranch: { commit: { oid: commit, url } } } });
}
