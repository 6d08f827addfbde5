import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allowedFindings } from '../../generator/allowed-findings.ts';
import { planDeployment } from '../../generator/deploy-workflow.ts';
import { renderWorkflow } from '../../generator/index.ts';
import { type GithubRepository, openGithub } from '../../src/github/api/client.ts';
import { COMPILE_BRANCH, commitCompiled } from '../../src/github/deploy/commit-compiled.ts';
import { parseCompiledFiles } from '../../src/github/deploy/compiled-files.ts';
import { describeFinding, lintWorkflows, withoutAllowed } from '../gates/lint-workflows.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { tempProject } from '../support/temp-project.ts';
import { toyConfig } from '../support/toy-flow.ts';

const ours = (text: string): string =>
  `# Made by Gitphony from flows/a.yaml.\n#\n# gitphony-workflow: {"source":"flows/a.yaml"}\n${text}`;
const path = '.github/workflows/demo.a.yml';
let api: GitHubApi;
beforeEach(async () => {
  api = await startGitHubApi({ files: { [path]: ours('old'), '.github/workflows/mine.yml': 'on: push\n' } });
});
afterEach(() => api.close());

function github(token = 'github_pat_all'): Promise<GithubRepository> {
  return openGithub({
    environment: { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: token },
    directory: '/',
    purpose: 'commit compiled workflows',
    permissions: ['Contents: write', 'Workflows: write'],
    retry: { retries: 2, firstPause: 1, longestPause: 5000 },
  });
}

const head = (): string => api.state.git.ref('refs/heads/main') ?? '';
const files = new Map([[path, ours('new')]]);

describe('committing compiled workflows', () => {
  test('is one commit on the branch that was compiled', async () => {
    const before = head();
    expect(await commitCompiled(await github(), files, { branch: 'main', head: before })).toMatchObject({
      kind: 'committed',
    });
    expect(api.state.file(path)).toBe(ours('new'));
    expect(api.state.git.commit(head())?.parents).toEqual([before]);
  });

  test('writes nothing where somebody has pushed since', async () => {
    const before = head();
    api.state.commit({ 'README.md': 'newer' });
    await expect(commitCompiled(await github(), files, { branch: 'main', head: before })).rejects.toMatchObject({
      code: 'DEPLOY_STALE',
    });
    expect(api.state.file(path)).toBe(ours('old'));
  });

  test('of a protected branch is a pull request, and the same one the next time', async () => {
    api.state.protectedBranches.add('main');
    const result = await commitCompiled(await github(), files, { branch: 'main', head: head() });
    expect(result).toEqual({ kind: 'pull-request', url: 'https://github.com/octo/flows/pull/1' });
    expect(await commitCompiled(await github(), files, { branch: 'main', head: head() })).toEqual(result);
    expect(api.state.file(path)).toBe(ours('old'));
    expect(api.state.file(path, COMPILE_BRANCH)).toBe(ours('new'));
  });

  test('says which permission the token lacks', async () => {
    await expect(
      commitCompiled(await github('ghs_job'), files, { branch: 'main', head: head() }),
    ).rejects.toMatchObject({
      code: 'DEPLOY_REFUSED',
      hint: expect.stringContaining('Workflows: write') as string,
    });
  });

  test('leaves files of others alone, whatever the job before says', async () => {
    const foreign = new Map([['.github/workflows/mine.yml', null]]);
    await expect(commitCompiled(await github(), foreign, { branch: 'main', head: head() })).rejects.toMatchObject({
      code: 'DEPLOY_FOREIGN_FILE',
    });
    expect(api.state.file('.github/workflows/mine.yml')).toBe('on: push\n');
  });
});

test.each([
  ['a path outside', JSON.stringify({ 'action/dist/main.js': ours('x') })],
  ['a path that climbs', JSON.stringify({ '.github/workflows/../../x.yml': ours('x') })],
  ['a workflow that is not ours', JSON.stringify({ [path]: 'on: push\n' })],
  ['something else', '[1]'],
  ['no JSON', '{'],
])('a poisoned artifact is refused: %s', (_what, text) => {
  expect(() => parseCompiledFiles(text)).toThrow(/expected compiled workflows/);
});

test('the deploy workflow has no finding, no right to write, and never a token beside compile', async () => {
  for (const deploy of ['check', 'commit'] as const) {
    const plan = planDeployment({ ...toyConfig, deploy });
    if (plan === undefined) throw new Error('expected a workflow');
    const action = {
      'action/action.yml':
        'name: a\ndescription: a\ninputs: {mode: {description: m}}\nruns: {using: node24, main: dist/main.js}\n',
      'action/dist/main.js': '',
    };
    const project = await tempProject({ ...action, [plan.target]: renderWorkflow(plan) });
    const findings = withoutAllowed(await lintWorkflows([project.path(plan.target)]), allowedFindings);
    expect(findings.map(describeFinding)).toEqual([]);
    const jobs = Object.entries(plan.workflow.jobs);
    for (const [, job] of jobs) expect(Object.values(job.permissions).map(({ level }) => level)).toEqual(['read']);
    const withToken = jobs.filter(([, job]) => JSON.stringify(job).includes('secrets.')).map(([id]) => id);
    expect(withToken).toEqual(deploy === 'commit' ? ['commit'] : []);
  }
});
