import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KvEntry } from '../../src/contract/kv.ts';
import { type GithubRepository, openGithub } from '../../src/github/api/client.ts';
import { openStateBranch, STATE_BRANCH } from '../../src/github/api/state-branch.ts';
import { createBranchKv, type KeyChange } from '../../src/github/kv/branch-kv.ts';
import { saveKeys, type SaveKeysOptions } from '../../src/github/kv/save-keys.ts';
import { openVariableKeys } from '../../src/github/kv/variables-kv.ts';
import { runGitphony } from '../support/cli.ts';
import { faults } from '../support/github-api/faults.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { tempProject } from '../support/temp-project.ts';

let api: GitHubApi;
beforeEach(async () => {
  api = await startGitHubApi({ rateLimit: 100_000 });
});
afterEach(() => api.close());

const text = (key: string, value: string): KvEntry => ({ key, type: 'STRING', value });

function github(token = 'ghs_job'): Promise<GithubRepository> {
  return openGithub({
    environment: {
      GITHUB_REPOSITORY: 'octo/flows',
      GITHUB_API_URL: api.url,
      GITHUB_TOKEN: token,
      GITHUB_ACTIONS: 'true',
    },
    directory: '/',
    purpose: 'save keys',
    permissions: ['Contents: write'],
    retry: { retries: 4, firstPause: 1, longestPause: 5000 },
  });
}

describe('keys on the state branch', () => {
  test('control plane 5: KV — 20 writers at once lose nothing', async () => {
    const writers = Array.from({ length: 20 }, async (_, index) => {
      const state = openStateBranch(await github(), { pause: 20 });
      await createBranchKv({ state, namespace: 'company.team' }).set(text(`key-${index}`, String(index)));
    });
    await Promise.all(writers);
    const store = createBranchKv({ state: openStateBranch(await github()), namespace: 'company.team' });
    const entries = await store.list();
    expect(Object.fromEntries(entries.map(({ key, value }) => [key, value]))).toEqual(
      Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`key-${index}`, String(index)])),
    );
    expect(api.calls.filter(({ status }) => status === 422).length).toBeGreaterThan(0);
  });

  test('a conflict on every second write, errors of the server and lost answers lose nothing either', async () => {
    api.fail(faults.conflictOnEverySecondWrite());
    api.fail(faults.serverError(/git\/trees/, 3));
    api.fail(faults.lostAnswer(/PATCH .*git\/refs/, 2));
    const state = openStateBranch(await github(), { pause: 1 });
    const store = createBranchKv({ state, namespace: 'a' });
    for (let count = 0; count < 6; count += 1) await store.set(text(`k${count}`, 'x'));
    expect(await store.delete('k0')).toBe(true);
    expect((await store.list()).map(({ key }) => key)).toEqual(['k1', 'k2', 'k3', 'k4', 'k5']);
  });

  test('the branch shares no history with the sources, and time-outs are kept', async () => {
    const store = createBranchKv({ state: openStateBranch(await github()), namespace: 'a' });
    await store.set({ ...text('old', 'x'), expiresAt: '2000-01-01T00:00:00Z' });
    await store.set({ key: 'n', type: 'NUMBER', value: 5 });
    expect(await store.get('old')).toBeUndefined();
    expect(await store.get('n')).toEqual({ key: 'n', type: 'NUMBER', value: 5 });
    expect(api.state.file('README.md', STATE_BRANCH)).toBeUndefined();
    expect(api.state.file('kv/a.json', STATE_BRANCH)).toBe('{"n":{"type":"NUMBER","value":5}}\n');
    expect(await store.namespaces?.()).toEqual(['a']);
    await expect(store.set(text('n', 'x'), { overwrite: false })).rejects.toMatchObject({ code: 'KV_EXISTS' });
  });

  test('a forged or broken file is an error that names it', async () => {
    api.state.commit({ 'kv/a.json': '{"k": 1' }, STATE_BRANCH);
    const store = createBranchKv({ state: openStateBranch(await github()), namespace: 'a' });
    await expect(store.get('k')).rejects.toMatchObject({
      code: 'KV_BROKEN',
      message: expect.stringContaining('kv/a.json on the branch gitphony-state') as string,
    });
    await expect(store.get('k', '../../.github/workflows/x')).rejects.toMatchObject({ code: 'KV_INVALID' });
  });

  test('a token that may not write says which permission it lacks', async () => {
    const store = createBranchKv({ state: openStateBranch(await github('ghs_read')), namespace: 'a' });
    await expect(store.set(text('k', 'x'))).rejects.toMatchObject({
      code: 'GITHUB_FORBIDDEN',
      hint: expect.stringContaining('Contents: write') as string,
    });
  });
});

describe('saving what a run wrote', () => {
  const set = (key: string, value: string): KeyChange => ({ namespace: 'a.b', key, entry: text(key, value) });
  const save = async (
    changes: readonly KeyChange[],
    mode: SaveKeysOptions['mode'],
    token?: string,
  ): Promise<{ readonly notices: readonly string[]; readonly branch: number; readonly variables: number }> => {
    const notices: string[] = [];
    const own = token === undefined ? undefined : await github(token);
    const saved = await saveKeys(changes, {
      mode,
      state: openStateBranch(await github()),
      variables: own === undefined ? undefined : () => openVariableKeys(own),
      message: 'keys',
      notice: (line) => notices.push(line),
    });
    return { ...saved, notices };
  };

  test('auto: to the branch without a token, by one commit', async () => {
    expect(await save([set('one', '1'), { ...set('two', '2'), namespace: 'c' }], 'auto')).toMatchObject({ branch: 2 });
    expect(api.state.file('kv/a.b.json', STATE_BRANCH)).toContain('"one"');
    expect(api.requests.filter((line) => line.startsWith('POST') && line.includes('commits'))).toHaveLength(1);
  });

  test('auto: to variables where a token may, and away from the branch, which would hide them', async () => {
    await save([set('one', 'old')], 'auto');
    expect(await save([set('one', 'new')], 'auto', 'github_pat_all')).toMatchObject({ variables: 1, branch: 0 });
    expect(api.state.variables.get('A_B__ONE')?.value).toContain('"value":"new"');
    expect(api.state.file('kv/a.b.json', STATE_BRANCH)).toBe('{}\n');
  });

  test('auto: what is too large for a variable, or refused, goes to the branch and says so', async () => {
    const large = await save([set('large', 'x'.repeat(49 * 1024))], 'auto', 'github_pat_all');
    expect(large).toMatchObject({ branch: 1, variables: 0 });
    expect(large.notices[0]).toContain('48 KB');
    const refused = await save([set('two', '2'), set('three', '3')], 'auto', 'ghs_job');
    expect(refused).toMatchObject({ branch: 2 });
    expect(refused.notices).toHaveLength(1);
  });

  test('control plane 5: KV — variables: limits of 48 KB and 256 KB are errors with a way out', async () => {
    const large = save([set('large', 'x'.repeat(49 * 1024))], 'variables', 'github_pat_all');
    await expect(large).rejects.toMatchObject({ code: 'KV_TOO_LARGE' });
    for (let count = 0; count < 6; count += 1) api.state.setVariable(`V${count}`, 'x'.repeat(42 * 1024));
    const full = save([set('more', 'x'.repeat(10 * 1024))], 'variables', 'github_pat_all');
    await expect(full).rejects.toMatchObject({
      code: 'KV_FULL',
      hint: expect.stringContaining('kv: branch') as string,
    });
  });

  test('control plane 5: KV — two keys that are one name on GitHub: the second is refused', async () => {
    await save([set('gcp-bucket', '1')], 'variables', 'github_pat_all');
    await expect(save([set('gcp.bucket', '2')], 'variables', 'github_pat_all')).rejects.toMatchObject({
      code: 'KV_NAMES_MEET',
      message: expect.stringContaining('are one variable on GitHub: A_B__GCP_BUCKET') as string,
    });
  });
});

describe('gitphony kv --github', () => {
  test('control plane 5: KV — the same commands against the repository; the branch wins and list shows both', async () => {
    const project = await tempProject({ 'gitphony.yaml': 'kv: auto\n' });
    const kv = (...words: string[]): ReturnType<typeof runGitphony> =>
      runGitphony(['kv', ...words, '--github'], {
        cwd: project.dir,
        env: { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'github_pat_all' },
      });
    api.state.setVariable('REGION', 'eu');
    expect((await kv('set', 'limits', '{"rows":5}', '--type', 'JSON', '--ttl', 'P7D', '-n', 'a.b')).stderr).toContain(
      'as a variable',
    );
    expect((await kv('get', 'limits', '-n', 'a.b')).stdout).toBe('{"rows":5}\n');
    expect((await kv('get', 'region', '-n', 'a.b')).stdout).toBe('eu\n');
    await createBranchKv({ state: openStateBranch(await github()), namespace: 'a.b' }).set(
      text('limits', 'of the branch'),
    );
    expect((await kv('get', 'limits', '-n', 'a.b')).stdout).toBe('of the branch\n');
    const { stdout } = await kv('list');
    expect(stdout).toMatch(/a\.b +limits +STRING +of the branch +branch\n/);
    expect(stdout).toMatch(/a\.b +limits +JSON .*variable, hidden by the branch\n/);
    expect(stdout).toMatch(/\(all\) +REGION +STRING +eu +variable\n/);
    expect((await kv('delete', 'limits', '-n', 'a.b')).exitCode).toBe(0);
    expect(await kv('get', 'limits', '-n', 'a.b')).toMatchObject({ exitCode: 2 });
  });

  test('control plane 5: KV — a variable that every namespace has is read by all, and deleted by none of them', async () => {
    const project = await tempProject({ 'gitphony.yaml': 'kv: variables\n' });
    const kv = (...words: string[]): ReturnType<typeof runGitphony> =>
      runGitphony(['kv', ...words, '--github'], {
        cwd: project.dir,
        env: { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'github_pat_all' },
      });
    api.state.setVariable('REGION', 'eu');
    const refused = await kv('delete', 'region', '-n', 'a');
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.stderr).toContain('the variable REGION, which every namespace has: it was not deleted');
    await kv('set', 'region', 'us', '-n', 'a');
    expect((await kv('get', 'region', '-n', 'a')).stdout).toBe('us\n');
    expect((await kv('delete', 'region', '-n', 'a')).exitCode).toBe(0);
    expect((await kv('get', 'region', '-n', 'a')).stdout).toBe('eu\n');

    const notices: string[] = [];
    const own = await github('github_pat_all');
    await saveKeys([{ namespace: 'a', key: 'region', entry: undefined }], {
      mode: 'variables',
      state: openStateBranch(own),
      variables: () => openVariableKeys(own),
      message: 'keys',
      notice: (line) => notices.push(line),
    });
    expect(notices).toEqual(['region of a is not deleted: it is a variable that every namespace has']);
    expect(api.state.variables.get('REGION')?.value).toBe('eu');
  });

  test('without a token: which one is needed', async () => {
    const project = await tempProject({ 'gitphony.yaml': '' });
    const env = { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITHUB_ACTIONS: 'true' };
    const none = { GITPHONY_TOKEN: undefined, GH_TOKEN: undefined, GITHUB_TOKEN: undefined };
    const ended = await runGitphony(['kv', 'list', '--github'], { cwd: project.dir, env: { ...env, ...none } });
    expect(ended).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Variables: read') as string });
  });
});
