import { setTimeout as delay } from 'node:timers/promises';
import type { getOctokit } from '@actions/github';
import { explainFailure } from './explain-failure.ts';
import { findRepository } from './find-repository.ts';
import { findToken, type GithubToken, type Permission } from './find-token.ts';
import { defaultRetryLimits, type FailedRequest, pauseBefore, type RetryLimits } from './retry-policy.ts';

/** GitHub's own client, with all endpoints of the REST API. */
export type Octokit = ReturnType<typeof getOctokit>;

/** A repository on GitHub, and somebody who may do something to it. */
export interface GithubRepository {
  readonly octokit: Octokit;
  /** Owner and name, as every endpoint wants them. */
  readonly place: { readonly owner: string; readonly repo: string };
  readonly token: GithubToken;
}

export interface OpenGithubOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where git is asked for the remote. */
  readonly directory: string;
  /** For errors, after "expected a token to": `read the repository's variables`. */
  readonly purpose: string;
  /** What the purpose needs, for errors. */
  readonly permissions: readonly Permission[];
  readonly retry?: RetryLimits;
  /** Stops requests and pauses. */
  readonly signal?: AbortSignal;
}

/**
 * Opens the repository that this machine or job belongs to. Every request is tried again where that is safe and can
 * help; a refusal becomes a GitphonyError that names the permission (see explain-failure.ts).
 * Fails with REPOSITORY_UNKNOWN or TOKEN_MISSING.
 */
export async function openGithub(options: OpenGithubOptions): Promise<GithubRepository> {
  const { environment, directory, purpose, permissions } = options;
  const { owner, repo, apiUrl } = await findRepository(directory, environment);
  const token = await findToken(environment, { purpose, permissions, directory });
  const { getOctokit } = await import('@actions/github');
  const silent = (): void => {};
  const octokit = getOctokit(token.value, {
    baseUrl: apiUrl,
    userAgent: 'gitphony',
    log: { debug: silent, info: silent, warn: silent, error: silent },
    ...(options.signal === undefined ? {} : { request: { signal: options.signal } }),
  });
  const limits = options.retry ?? defaultRetryLimits;
  octokit.hook.wrap('request', async (request, parameters) => {
    for (let tries = 0; ; tries += 1) {
      try {
        return await request(parameters);
      } catch (error) {
        options.signal?.throwIfAborted();
        const failed = describeFailure(error, parameters);
        if (failed === undefined) throw error;
        const pause = pauseBefore(failed, tries, limits, Date.now());
        if (pause === undefined) throw explainFailure(error, failed, { ...options, token });
        await delay(pause, undefined, { signal: options.signal });
      }
    }
  });
  return { octokit, place: { owner, repo }, token };
}

/** Undefined for an error that is none of GitHub's. The client gives a lost connection the status 500 and its cause. */
function describeFailure(
  error: unknown,
  { method, url }: { readonly method: string; readonly url: string },
): FailedRequest | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  const { response } = error as { response?: { headers?: FailedRequest['headers'] } };
  return {
    method,
    path: url,
    status: response === undefined ? undefined : error.status,
    message: error.message,
    headers: response?.headers ?? {},
  };
}
