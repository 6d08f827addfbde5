import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sealSecret } from '../../src/github/api/seal-secret.ts';
import { faults } from './github-api/faults.ts';
import { type GitHubApi, startGitHubApi } from './github-api.ts';

const workflow = `name: hello
on:
  workflow_dispatch:
    inputs:
      who: { type: string, required: true }
      colour: { type: choice, options: [green, yellow], default: green }
jobs: {}
`;
const repo = { owner: 'octo', repo: 'flows' };
let api: GitHubApi;

beforeEach(async () => {
  api = await startGitHubApi({
    files: { '.github/workflows/hello.yml': workflow, '.github/workflows/push.yml': 'on: push\n' },
  });
});

afterEach(() => api.close());

function octokit(
  token: string,
): ReturnType<typeof getOctokit>['rest'] & { paginate: ReturnType<typeof getOctokit>['paginate'] } {
  const client = getOctokit(token, { baseUrl: api.url, log: { debug() {}, info() {}, warn() {}, error() {} } });
  return Object.assign(client.rest, { paginate: client.paginate });
}

const job = (): ReturnType<typeof octokit> => octokit('ghs_job');
const owner = (): ReturnType<typeof octokit> => octokit('github_pat_all');

describe('dispatch', () => {
  const dispatch = (
    inputs: Record<string, string>,
    file = 'hello.yml',
    ref = 'main',
  ): Promise<{ status: number; data: unknown }> =>
    job().actions.createWorkflowDispatch({ ...repo, workflow_id: file, ref, inputs });

  test('starts a run and tells its id when asked to', async () => {
    const options = {
      ...repo,
      workflow_id: 'hello.yml',
      ref: 'main',
      inputs: { who: 'Ada' },
      return_run_details: true,
    };
    const { status, data } = await job().actions.createWorkflowDispatch(options);
    expect(status).toBe(200);
    const [run] = api.state.runs;
    expect(data).toMatchObject({ workflow_run_id: run?.id });
    expect(run).toMatchObject({ event: 'workflow_dispatch', status: 'queued', inputs: { who: 'Ada' } });
    expect((await dispatch({ who: 'Bob' })).status).toBe(204);
    expect((await job().actions.listWorkflowRuns({ ...repo, workflow_id: 'hello.yml' })).data.total_count).toBe(2);
  });

  test.each([
    ['a missing input', {}, 'hello.yml', 'main', 422, "Required input 'who' not provided"],
    ['an unknown input', { who: 'x', nope: '1' }, 'hello.yml', 'main', 422, 'Unexpected inputs provided: ["nope"]'],
    [
      'a choice outside its list',
      { who: 'x', colour: 'red' },
      'hello.yml',
      'main',
      422,
      'not in the list of allowed values',
    ],
    ['a payload over 65,535 characters', { who: 'x'.repeat(66_000) }, 'hello.yml', 'main', 422, 'inputs are too large'],
    ['an unknown branch', { who: 'x' }, 'hello.yml', 'nope', 422, 'No ref found for: nope'],
    ['a workflow without the trigger', {}, 'push.yml', 'main', 422, "does not have 'workflow_dispatch' trigger"],
    ['an unknown workflow', {}, 'nope.yml', 'main', 404, 'Not Found'],
  ])('refuses %s', async (_what, inputs, file, ref, status, message) => {
    await expect(dispatch(inputs, file, ref)).rejects.toMatchObject({
      status,
      message: expect.stringContaining(message) as string,
    });
    expect(api.state.runs).toEqual([]);
  });
});

describe('runs', () => {
  test('are listed by filter, with jobs, and cancelled once', async () => {
    const path = '.github/workflows/hello.yml';
    const running = api.state.addRun({
      path,
      status: 'in_progress',
      jobs: [{ id: 1, name: 'run', status: 'in_progress', conclusion: null }],
    });
    api.state.addRun({ path, status: 'completed', conclusion: 'success', event: 'schedule' });
    const listed = await job().actions.listWorkflowRunsForRepo({ ...repo, status: 'in_progress' });
    expect(listed.data.workflow_runs.map(({ id }) => id)).toEqual([running.id]);
    expect((await job().actions.cancelWorkflowRun({ ...repo, run_id: running.id })).status).toBe(202);
    const jobs = await job().actions.listJobsForWorkflowRun({ ...repo, run_id: running.id });
    expect(jobs.data.jobs).toMatchObject([{ name: 'run', conclusion: 'cancelled' }]);
    await expect(job().actions.cancelWorkflowRun({ ...repo, run_id: running.id })).rejects.toMatchObject({
      status: 409,
    });
  });

  test('of many pages are walked by Link headers', async () => {
    for (let count = 0; count < 65; count += 1) api.state.addRun({ path: '.github/workflows/hello.yml' });
    const runs = await job().paginate(job().actions.listWorkflowRunsForRepo, { ...repo, per_page: 30 });
    expect(new Set(runs.map(({ id }) => id)).size).toBe(65);
    expect(api.requests).toHaveLength(3);
  });
});

describe('runs of several attempts', () => {
  test('a re-run of failed jobs keeps the others, and the earlier attempt can be read', async () => {
    const done = { status: 'completed', conclusion: 'success' } as const;
    const run = api.state.addRun({
      path: '.github/workflows/hello.yml',
      status: 'completed',
      conclusion: 'failure',
      jobs: [
        { id: 1, name: 'plan', ...done },
        { id: 2, name: 'run', status: 'completed', conclusion: 'failure' },
      ],
    });
    const heard: number[] = [];
    api.state.onRun = ({ attempt }) => heard.push(attempt);
    await job().actions.reRunWorkflowFailedJobs({ ...repo, run_id: run.id });
    const jobs = async (filter: 'latest' | 'all'): Promise<unknown> =>
      (await job().actions.listJobsForWorkflowRun({ ...repo, run_id: run.id, filter })).data.jobs.map((found) => [
        found.name,
        found.run_attempt,
        found.conclusion,
      ]);
    expect(await jobs('latest')).toEqual([
      ['plan', 2, 'success'],
      ['run', 2, null],
    ]);
    expect(await jobs('all')).toHaveLength(4);
    expect(heard).toEqual([2]);
    await expect(job().actions.reRunWorkflow({ ...repo, run_id: run.id })).rejects.toMatchObject({ status: 403 });
  });

  test.each([
    ['>=2026-01-02', ['b', 'c']],
    ['2026-01-01..2026-01-02', ['a', 'b']],
    ['<2026-01-02T00:00:00Z', ['a']],
    ['2026-01-03', ['c']],
  ])('are found by the time of their making: %s', async (created, expected) => {
    for (const [index, displayTitle] of ['a', 'b', 'c'].entries()) {
      api.state.addRun({
        path: '.github/workflows/hello.yml',
        displayTitle,
        createdAt: new Date(`2026-01-0${index + 1}T12:00:00Z`),
      });
    }
    const { data } = await job().actions.listWorkflowRuns({ ...repo, workflow_id: 'hello.yml', created });
    expect(data.workflow_runs.map((run) => run.display_title).toReversed()).toEqual(expected);
  });
});

describe('secrets', () => {
  test('go in sealed, and only their names come out', async () => {
    const { data: key } = await owner().actions.getRepoPublicKey(repo);
    const secret = { ...repo, secret_name: 'DB_PASSWORD', key_id: key.key_id };
    const encrypted_value = await sealSecret('s3cret', key.key);
    expect((await owner().actions.createOrUpdateRepoSecret({ ...secret, encrypted_value })).status).toBe(201);
    expect((await owner().actions.createOrUpdateRepoSecret({ ...secret, encrypted_value })).status).toBe(204);
    expect(api.state.secrets.get('DB_PASSWORD')?.value).toBe('s3cret');
    expect(JSON.stringify((await owner().actions.listRepoSecrets(repo)).data)).not.toContain('s3cret');
    const foreign = Buffer.from('not sealed').toString('base64');
    await expect(
      owner().actions.createOrUpdateRepoSecret({ ...secret, encrypted_value: foreign }),
    ).rejects.toMatchObject({ status: 422 });
    await expect(job().actions.listRepoSecrets(repo)).rejects.toMatchObject({ status: 403 });
  });

  test('end at a hundred', async () => {
    for (let count = 0; count < 100; count += 1) api.state.setSecret(`S${count}`, 'x');
    const { data: key } = await owner().actions.getRepoPublicKey(repo);
    const encrypted_value = await sealSecret('x', key.key);
    await expect(
      owner().actions.createOrUpdateRepoSecret({ ...repo, secret_name: 'MORE', key_id: key.key_id, encrypted_value }),
    ).rejects.toMatchObject({ status: 422 });
  });
});

describe('deploying', () => {
  const query =
    'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }';
  const input = (expectedHeadOid: string): object => ({
    branch: { repositoryNameWithOwner: 'octo/flows', branchName: 'main' },
    message: { headline: 'compile' },
    expectedHeadOid,
    fileChanges: {
      additions: [{ path: '.github/workflows/new.yml', contents: Buffer.from('on: push\n').toString('base64') }],
      deletions: [{ path: '.github/workflows/push.yml' }],
    },
  });
  const commit = (token: string, expected: string): Promise<unknown> =>
    getOctokit(token, { baseUrl: api.url }).graphql(query, { input: input(expected) });

  test('is one signed commit against the head that was read', async () => {
    const head = api.state.git.ref('refs/heads/main') ?? '';
    await commit('github_pat_all', head);
    expect(api.state.workflows().map(({ path }) => path)).toEqual([
      '.github/workflows/hello.yml',
      '.github/workflows/new.yml',
    ]);
    await expect(commit('github_pat_all', head)).rejects.toMatchObject({ errors: [{ type: 'STALE_DATA' }] });
  });

  test('needs the permission Workflows, and a pull request where the branch is protected', async () => {
    const head = api.state.git.ref('refs/heads/main') ?? '';
    await expect(commit('ghs_job', head)).rejects.toMatchObject({ errors: [{ type: 'FORBIDDEN' }] });
    api.state.protectedBranches.add('main');
    await expect(commit('github_pat_all', head)).rejects.toMatchObject({ errors: [{ type: 'UNPROCESSABLE' }] });
    await owner().git.createRef({ ...repo, ref: 'refs/heads/compile', sha: head });
    api.state.commit({ 'flows/a.yaml': 'id: a\n' }, 'compile');
    const { data } = await owner().pulls.create({ ...repo, title: 'Compile', head: 'compile', base: 'main' });
    const files = await owner().pulls.listFiles({ ...repo, pull_number: data.number });
    expect(files.data).toMatchObject([{ filename: 'flows/a.yaml', status: 'added' }]);
  });

  test('is undone by nobody: commits tell who changed a file', async () => {
    api.state.commit({ 'flows/a.yaml': 'id: a\n' }, 'main', 'grace');
    const { data } = await job().repos.listCommits({ ...repo, path: 'flows' });
    expect(data).toMatchObject([{ author: { login: 'grace' } }]);
    expect((await job().repos.checkCollaborator({ ...repo, username: 'ada' })).status).toBe(204);
    await expect(job().repos.checkCollaborator({ ...repo, username: 'grace' })).rejects.toMatchObject({ status: 404 });
  });
});

describe('variables', () => {
  test('are made, read, changed and deleted by a token that may', async () => {
    await owner().actions.createRepoVariable({ ...repo, name: 'kv_a', value: '1' });
    await owner().actions.updateRepoVariable({ ...repo, name: 'KV_A', value: '2' });
    expect((await owner().actions.getRepoVariable({ ...repo, name: 'KV_A' })).data.value).toBe('2');
    await expect(owner().actions.createRepoVariable({ ...repo, name: 'KV_A', value: '3' })).rejects.toMatchObject({
      status: 409,
    });
    await owner().actions.deleteRepoVariable({ ...repo, name: 'KV_A' });
    await expect(owner().actions.getRepoVariable({ ...repo, name: 'KV_A' })).rejects.toMatchObject({ status: 404 });
  });

  test('are closed to GITHUB_TOKEN', async () => {
    const refused = {
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration') as string,
    };
    await expect(job().actions.listRepoVariables(repo)).rejects.toMatchObject(refused);
    await expect(job().actions.createRepoVariable({ ...repo, name: 'A', value: '1' })).rejects.toMatchObject(refused);
  });

  test('of an environment stand apart; too large a value is refused', async () => {
    api.state.addEnvironment('production');
    const place = { ...repo, environment_name: 'production' };
    await owner().actions.createEnvironmentVariable({ ...place, name: 'A', value: '1' });
    expect((await owner().actions.listEnvironmentVariables(place)).data.total_count).toBe(1);
    expect((await owner().actions.listRepoVariables(repo)).data.total_count).toBe(0);
    const value = 'x'.repeat(48 * 1024 + 1);
    await expect(owner().actions.createRepoVariable({ ...repo, name: 'B', value })).rejects.toMatchObject({
      status: 422,
    });
  });
});

describe('references', () => {
  test('can be claimed once', async () => {
    const sha = api.state.git.ref('refs/heads/main') ?? '';
    const claim = (): Promise<unknown> => job().git.createRef({ ...repo, ref: 'refs/gitphony/claims/tick-1', sha });
    const results = await Promise.allSettled([claim(), claim(), claim()]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(claim()).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('Reference already exists') as string,
    });
    await job().git.deleteRef({ ...repo, ref: 'gitphony/claims/tick-1' });
    await claim();
    expect((await job().git.listMatchingRefs({ ...repo, ref: 'gitphony/claims/' })).data).toHaveLength(1);
  });

  test('move only to a descendant: a lost race shows', async () => {
    const head = api.state.git.ref('refs/heads/main') ?? '';
    const write = async (content: string): Promise<string> => {
      const tree = await job().git.createTree({
        ...repo,
        base_tree: head,
        tree: [{ path: 'kv/a', mode: '100644', type: 'blob', content }],
      });
      return (await job().git.createCommit({ ...repo, message: content, tree: tree.data.sha, parents: [head] })).data
        .sha;
    };
    const [mine, theirs] = [await write('mine'), await write('theirs')];
    await job().git.updateRef({ ...repo, ref: 'heads/main', sha: theirs });
    await expect(job().git.updateRef({ ...repo, ref: 'heads/main', sha: mine })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('not a fast forward') as string,
    });
    expect(api.state.file('kv/a')).toBe('theirs');
    expect(api.state.file('README.md')).toBe('# flows\n');
  });
});

describe('contents', () => {
  const content = Buffer.from('id: a\n').toString('base64');
  const file = { ...repo, path: 'flows/a.yaml', message: 'add', content };

  test('are written against the blob that is there', async () => {
    const { data } = await job().repos.createOrUpdateFileContents(file);
    expect((await job().repos.getContent({ ...repo, path: 'flows/a.yaml' })).data).toMatchObject({
      type: 'file',
      content,
    });
    expect((await job().repos.getContent({ ...repo, path: 'flows' })).data).toMatchObject([
      { name: 'a.yaml', type: 'file' },
    ]);
    await expect(job().repos.createOrUpdateFileContents(file)).rejects.toMatchObject({ status: 422 });
    await expect(job().repos.createOrUpdateFileContents({ ...file, sha: '0'.repeat(40) })).rejects.toMatchObject({
      status: 409,
    });
    await job().repos.createOrUpdateFileContents({ ...file, sha: data.content?.sha ?? '' });
    await expect(job().repos.getContent({ ...repo, path: 'nope' })).rejects.toMatchObject({ status: 404 });
  });

  test('of workflows are closed to GITHUB_TOKEN', async () => {
    const path = '.github/workflows/new.yml';
    await expect(job().repos.createOrUpdateFileContents({ ...file, path })).rejects.toMatchObject({ status: 403 });
    expect((await owner().repos.createOrUpdateFileContents({ ...file, path })).status).toBe(201);
  });
});

describe('artifacts, issues, environments, repository', () => {
  test('an artifact is found by its run and redirects to its bytes', async () => {
    const run = api.state.addRun({ path: '.github/workflows/hello.yml' });
    const pending = {
      uploadKey: 'k',
      runId: String(run.id),
      jobId: 'j',
      name: 'journal',
      mimeType: 'application/zip',
      expiresAt: new Date(Date.now() + 1e6),
    };
    api.state.artifacts.finish({ ...pending, blocks: new Map(), content: undefined }, Buffer.from('zip'));
    const { data } = await job().actions.listWorkflowRunArtifacts({ ...repo, run_id: run.id, name: 'journal' });
    expect(data.artifacts).toMatchObject([
      { name: 'journal', expired: false, digest: expect.stringMatching(/^sha256:/) as string },
    ]);
    const download = await job().actions.downloadArtifact({
      ...repo,
      artifact_id: data.artifacts[0]?.id ?? 0,
      archive_format: 'zip',
    });
    expect(Buffer.from(download.data as ArrayBuffer).toString()).toBe('zip');
  });

  test('an issue is opened, found by label, commented on and closed', async () => {
    const { data } = await job().issues.create({ ...repo, title: 'missed tick', labels: ['gitphony'] });
    await job().issues.createComment({ ...repo, issue_number: data.number, body: 'again' });
    expect((await job().issues.listForRepo({ ...repo, labels: 'gitphony' })).data).toMatchObject([{ comments: 1 }]);
    await job().issues.update({ ...repo, issue_number: data.number, state: 'closed' });
    expect((await job().issues.listForRepo(repo)).data).toEqual([]);
  });

  test('an expired artifact is listed, but gone', async () => {
    const run = api.state.addRun({ path: '.github/workflows/hello.yml' });
    const pending = { uploadKey: 'k', runId: String(run.id), jobId: 'j', name: 'journal', mimeType: 'application/zip' };
    const expiresAt = new Date(Date.now() + 1e6);
    const artifact = api.state.artifacts.finish(
      { ...pending, expiresAt, blocks: new Map(), content: undefined },
      Buffer.from('zip'),
    );
    api.state.artifacts.expire(artifact);
    const { data } = await job().actions.listArtifactsForRepo(repo);
    expect(data.artifacts).toMatchObject([{ expired: true }]);
    await expect(
      job().actions.downloadArtifact({ ...repo, artifact_id: artifact.id, archive_format: 'zip' }),
    ).rejects.toMatchObject({ status: 410 });
  });

  test('an environment takes branch policies from whoever administrates', async () => {
    const policy = { protected_branches: false, custom_branch_policies: true };
    const place = { ...repo, environment_name: 'production' };
    await owner().repos.createOrUpdateEnvironment({ ...place, deployment_branch_policy: policy });
    await owner().repos.createDeploymentBranchPolicy({ ...place, name: 'main' });
    const { data } = await job().repos.listDeploymentBranchPolicies(place);
    expect(data.branch_policies.map(({ name }) => name)).toEqual(['main']);
    await expect(job().repos.createOrUpdateEnvironment(place)).rejects.toMatchObject({ status: 403 });
  });

  test('environments and the repository show what doctor asks for', async () => {
    api.state.addEnvironment('production', {
      reviewers: ['ada'],
      branchPolicy: { protected_branches: true, custom_branch_policies: false },
    });
    const { data } = await job().repos.getEnvironment({ ...repo, environment_name: 'production' });
    expect(data.protection_rules?.map(({ type }) => type)).toEqual(['required_reviewers', 'branch_policy']);
    expect((await job().repos.get(repo)).data).toMatchObject({ private: true, default_branch: 'main' });
  });
});

describe('refusals', () => {
  test('a wrong token, another repository, a missing permission', async () => {
    await expect(octokit('ghs_wrong').repos.get(repo)).rejects.toMatchObject({ status: 401 });
    await expect(job().repos.get({ owner: 'octo', repo: 'other' })).rejects.toMatchObject({ status: 404 });
    await expect(octokit('ghs_read').git.createRef({ ...repo, ref: 'refs/heads/x', sha: '0' })).rejects.toMatchObject({
      status: 403,
    });
  });

  test('an exhausted allowance, with the headers that say until when', async () => {
    api.rateLimit.leave(1, 60);
    expect((await job().repos.get(repo)).headers['x-ratelimit-remaining']).toBe('0');
    await expect(job().repos.get(repo)).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('API rate limit exceeded') as string,
      response: {
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': expect.stringMatching(/^\d+$/) as string },
      },
    });
    expect((await job().rateLimit.get()).data.rate.remaining).toBe(0);
  });

  test('a conflict on every second write', async () => {
    api.fail(faults.conflictOnEverySecondWrite());
    const write = async (path: string): Promise<number> => {
      const content = Buffer.from(path).toString('base64');
      const answer = job().repos.createOrUpdateFileContents({ ...repo, path, message: 'add', content });
      return answer.then(
        ({ status }) => status,
        (error: unknown) => (error as { status: number }).status,
      );
    };
    expect([await write('a'), await write('b'), await write('b'), await write('c')]).toEqual([201, 409, 201, 409]);
  });

  test('a connection that is cut, before or after the work', async () => {
    api.fail(faults.dropped(/git\/refs/));
    api.fail(faults.lostAnswer(/git\/refs/));
    const sha = api.state.git.ref('refs/heads/main') ?? '';
    const claim = (): Promise<unknown> => job().git.createRef({ ...repo, ref: 'refs/claims/a', sha });
    await expect(claim()).rejects.toMatchObject({ status: 500 });
    expect(api.state.git.ref('refs/claims/a')).toBeUndefined();
    await expect(claim()).rejects.toMatchObject({ status: 500 });
    expect(api.state.git.ref('refs/claims/a')).toBe(sha);
    expect(api.calls.map(({ status, token }) => [status, token])).toEqual([
      [undefined, 'ghs_job'],
      [undefined, 'ghs_job'],
    ]);
  });

  test('the key of newer servers, by an older one', async () => {
    api.state.knowsRunDetails = false;
    const options = { ...repo, workflow_id: 'hello.yml', ref: 'main', inputs: { who: 'x' } };
    await expect(job().actions.createWorkflowDispatch({ ...options, return_run_details: true })).rejects.toMatchObject({
      status: 422,
    });
  });

  test('a planned failure such as the secondary limit', async () => {
    api.fail({
      match: /^GET \/repos\/octo\/flows$/,
      reply: { status: 429, headers: { 'retry-after': '1' }, body: { message: 'secondary rate limit' } },
    });
    await expect(job().repos.get(repo)).rejects.toMatchObject({ status: 429 });
    expect((await job().repos.get(repo)).status).toBe(200);
  });
});
