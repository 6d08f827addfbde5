import type { HttpReply } from '../http-server.ts';
import { errorReply } from './replies.ts';

/** The permission names that the routes here need (https://docs.github.com/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens). */
export type Scope =
  | 'actions'
  | 'administration'
  | 'contents'
  | 'environments'
  | 'issues'
  | 'metadata'
  | 'pull_requests'
  | 'secrets'
  | 'variables'
  | 'workflows';

export interface Permission {
  readonly scope: Scope;
  readonly level: 'read' | 'write';
}

/** What a token may do. */
export interface TokenGrant {
  /** `actions` is the GITHUB_TOKEN of a job, `fine-grained` a personal token or an app's. */
  readonly kind: 'actions' | 'fine-grained';
  readonly permissions: Readonly<Partial<Record<Scope, 'read' | 'write'>>>;
}

/** GITHUB_TOKEN has no such permission, whatever a workflow's `permissions:` says. */
const neverForActions: readonly Scope[] = ['administration', 'environments', 'secrets', 'variables', 'workflows'];

/** Whether a token has a permission. */
export function may(grant: TokenGrant, { scope, level }: Permission): boolean {
  const granted = scope === 'metadata' ? 'read' : grant.permissions[scope];
  const isOpen = grant.kind === 'fine-grained' || !neverForActions.includes(scope);
  return isOpen && (granted === 'write' || granted === level);
}

/** Undefined when the token may; else GitHub's refusal. */
export function refuse(grant: TokenGrant, needed: Permission): HttpReply | undefined {
  if (may(grant, needed)) return undefined;
  const { scope, level } = needed;
  const who = grant.kind === 'actions' ? 'integration' : 'personal access token';
  return errorReply(403, `Resource not accessible by ${who}`, {
    'x-accepted-github-permissions': `${scope}=${level}`,
  });
}
