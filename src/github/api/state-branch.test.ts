import { afterEach, beforeEach, expect, test } from 'vitest';
import { faults } from '../../../tests/support/github-api/faults.ts';
import { type GitHubApi, startGitHubApi } from '../../../tests/support/github-api.ts';
import { type GithubRepository, openGithub } from './client.ts';
import { openStateBranch } from './state-branch.ts';

let api: GitHubApi;
let github: GithubRepository;

beforeEach(async () => {
  api = await startGitHubApi();
  github = await openGithub({
    environment: { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'ghs_job' },
    directory: '/',
    purpose: 'keep state',
    permissions: ['Contents: write'],
    retry: { retries: 4, firstPause: 1, longestPause: 5000 },
  });
});

afterEach(() => api.close());

const addOne = (text: string | undefined) => Promise.resolve({ text: String(Number(text ?? '0') + 1), result: text });

test('of many writers at once none is lost, with a conflict on every second write', async () => {
  api.fail(faults.conflictOnEverySecondWrite());
  const branch = openStateBranch(github);
  const before = await Promise.all(Array.from({ length: 8 }, () => branch.update('a/count', 'one more', addOne)));
  expect(await branch.read('a/count')).toBe('8');
  expect(new Set(before).size).toBe(8);
});

test('it begins without history, and other files stay', async () => {
  const branch = openStateBranch(github);
  expect(await branch.read('x')).toBeUndefined();
  await branch.update('x', 'x', addOne);
  await branch.update('y', 'y', addOne);
  expect([await branch.read('x'), await branch.read('y')]).toEqual(['1', '1']);
  expect(api.state.file('README.md', 'gitphony-state')).toBeUndefined();
});

test('nothing to change writes nothing', async () => {
  const result = await openStateBranch(github).update('x', 'x', () => Promise.resolve({ text: undefined, result: 5 }));
  expect(result).toBe(5);
  expect(api.requests.filter((line) => !line.startsWith('GET'))).toEqual([]);
});
