import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { faults } from '../../../tests/support/github-api/faults.ts';
import { type GitHubApi, startGitHubApi } from '../../../tests/support/github-api.ts';
import { tempProject } from '../../../tests/support/temp-project.ts';
import { type GithubRepository, type OpenGithubOptions, openGithub } from './client.ts';
import { findRepository, parseRemote } from './find-repository.ts';
import { pauseBefore } from './retry-policy.ts';

let api: GitHubApi;

beforeEach(async () => {
  api = await startGitHubApi({ files: { '.github/workflows/hello.yml': 'on: workflow_dispatch\n' } });
});

afterEach(() => api.close());

/** Pauses of a millisecond: what is waited for is proved by pauseBefore. */
const retry = { retries: 4, firstPause: 1, longestPause: 5000 };

function open(token = 'ghs_job', options: Partial<OpenGithubOptions> = {}): Promise<GithubRepository> {
  return openGithub({
    environment: {
      GITHUB_REPOSITORY: 'octo/flows',
      GITHUB_API_URL: api.url,
      GITHUB_TOKEN: token,
      GITHUB_ACTIONS: 'true',
    },
    directory: '/',
    purpose: 'start a run',
    permissions: ['Actions: write'],
    retry,
    ...options,
  });
}

async function dispatch(github: GithubRepository): Promise<unknown> {
  return github.octokit.rest.actions.createWorkflowDispatch({ ...github.place, workflow_id: 'hello.yml', ref: 'main' });
}

describe('what is tried again', () => {
  test('a read, through errors of the server and lost connections', async () => {
    const github = await open();
    api.fail(faults.serverError());
    api.fail(faults.dropped());
    expect((await github.octokit.rest.repos.get(github.place)).data.full_name).toBe('octo/flows');
    expect(api.requests).toHaveLength(3);
  });

  test('a dispatch whose answer was lost is not: it would be two runs', async () => {
    const github = await open();
    api.fail(faults.lostAnswer());
    await expect(dispatch(github)).rejects.toMatchObject({ code: 'GITHUB_DOWN', retryable: true });
    expect(api.state.runs).toHaveLength(1);
  });

  test('a dispatch that a secondary limit held back is: nothing was done', async () => {
    const github = await open();
    api.fail(faults.secondaryLimit(0));
    await dispatch(github);
    expect(api.state.runs).toHaveLength(1);
    expect(api.calls.map(({ status }) => status)).toEqual([403, 204]);
  });

  test('git objects are: their content is their name', async () => {
    const github = await open();
    api.fail(faults.lostAnswer(/POST .*\/git\/blobs/));
    const { data } = await github.octokit.rest.git.createBlob({ ...github.place, content: 'a' });
    expect(data.sha).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe('what is told', () => {
  test.each([
    ['a token that is not valid', 'ghs_nobody', 'GITHUB_TOKEN_BAD', /the token of GITHUB_TOKEN is not valid/],
    ['a missing permission', 'ghs_read', 'GITHUB_FORBIDDEN', /may not \(GitHub asks for actions=write\)/],
  ])('%s', async (_what, token, code, message) => {
    const error = (await dispatch(await open(token)).catch((thrown: unknown) => thrown)) as Error & { hint: string };
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect(error.hint).toContain('Actions: write');
    expect(`${error.message} ${error.hint} ${error.stack}`).not.toContain(token);
  });

  test('a limit that lasts longer than is waited for', async () => {
    const github = await open();
    api.rateLimit.leave(0, 3600);
    await expect(github.octokit.rest.repos.get(github.place)).rejects.toMatchObject({
      code: 'GITHUB_RATE_LIMIT',
      message: expect.stringMatching(/used up until 20\d\d-/) as string,
    });
    expect(api.requests).toHaveLength(1);
  });

  test('no token: which one is needed, and how to make it', async () => {
    const environment = { GITHUB_REPOSITORY: 'octo/flows', GITHUB_ACTIONS: 'true' };
    await expect(open('', { environment })).rejects.toMatchObject({
      code: 'TOKEN_MISSING',
      hint: expect.stringContaining('fine-grained token for this repository with Actions: write') as string,
    });
  });
});

describe('the pause before the next try', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const limits = { retries: 4, firstPause: 1000, longestPause: 120_000 };
  const failed = { method: 'GET', path: '/repos/o/r', status: 502, message: 'Server Error', headers: {} };
  const pause = (more: Partial<typeof failed> | { headers: Record<string, string> }, tries = 0): number | undefined =>
    pauseBefore({ ...failed, ...more }, tries, limits, now, () => 0.5);

  test.each([
    ['doubles', {}, 3, 8000],
    ['ends', {}, 4, undefined],
    ['is what Retry-After says and a bit', { status: 403, headers: { 'retry-after': '7' } }, 0, 7500],
    [
      'is the time until the reset',
      {
        status: 403,
        message: 'API rate limit exceeded',
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 20) },
      },
      0,
      20_500,
    ],
    ['is a minute where a secondary limit says none', { status: 403, message: 'secondary rate limit' }, 0, 60_500],
    ['is none where the limit lasts too long', { status: 429, headers: { 'retry-after': '600' } }, 0, undefined],
    ['is none for a refusal', { status: 403, message: 'Resource not accessible' }, 0, undefined],
    ['is none for a POST that may have been done', { method: 'POST' }, 0, undefined],
  ])('%s', (_what, more, tries, expected) => {
    expect(pause(more, tries)).toBe(expected);
  });
});

describe('the repository', () => {
  test.each([
    ['https://github.com/octo/flows.git', 'github.com'],
    ['git@github.com:octo/flows.git', 'github.com'],
    ['ssh://git@github.example.com:22/octo/flows', 'github.example.com'],
    ['https://ada:word@github.com/octo/flows/', 'github.com'],
  ])('%s', (url, host) => {
    expect(parseRemote(url)).toEqual({ host, owner: 'octo', repo: 'flows' });
  });

  test('is that of the remote, with the API of its host', async () => {
    const project = await tempProject();
    const git = (...args: string[]): unknown => execFileSync('git', args, { cwd: project.dir });
    git('init', '-q');
    await expect(findRepository(project.dir, {})).rejects.toMatchObject({ code: 'REPOSITORY_UNKNOWN' });
    git('remote', 'add', 'origin', 'git@github.example.com:octo/flows.git');
    expect(await findRepository(project.dir, {})).toEqual({
      owner: 'octo',
      repo: 'flows',
      apiUrl: 'https://github.example.com/api/v3',
    });
  });
});
