import { readFile } from 'node:fs/promises';
import type { Environment } from './open-job.ts';

/** The branch and commit that a push or pull request is about. */
export interface DeployTarget {
  readonly branch: string;
  readonly head: string;
}

interface PullEvent {
  readonly pull_request?: {
    readonly head: { readonly ref: string; readonly sha: string; readonly repo: { readonly full_name: string } | null };
  };
}

/** A pull request's own head, else what was pushed; undefined for a pull request of a fork, whose branch is not ours to write. */
export async function deployTarget(environment: Environment): Promise<DeployTarget | undefined> {
  const event = JSON.parse(await readFile(environment['GITHUB_EVENT_PATH'] ?? '', 'utf8')) as PullEvent;
  const head = event.pull_request?.head;
  if (head === undefined) {
    return {
      branch: (environment['GITHUB_REF'] ?? '').replace(/^refs\/heads\//, ''),
      head: environment['GITHUB_SHA'] ?? '',
    };
  }
  return head.repo?.full_name === environment['GITHUB_REPOSITORY'] ? { branch: head.ref, head: head.sha } : undefined;
}
