import { rm } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import type { GitHubApi } from '../support/github-api.ts';
import {
  healthyFlow as flow,
  healthyWorkflow as workflow,
  type HealthyProject,
  makeHealthyProject,
} from '../support/healthy-project.ts';
import type { TempProject } from '../support/temp-project.ts';

/** A project that is well, and what makes it ill, one thing at a time. */
const sha = 'a'.repeat(40);
let healthy: HealthyProject;
let api: GitHubApi;
let project: TempProject;

beforeEach(async () => {
  healthy = await makeHealthyProject();
  ({ api, project } = healthy);
  return () => healthy.close();
});

const doctor: HealthyProject['doctor'] = (...args) => healthy.doctor(...args);

test('a project and a repository that are well: exit status 0, also with warnings', async () => {
  const { exitCode, found, report } = await doctor('--github');
  expect(found).toEqual([]);
  expect(exitCode).toBe(0);
  // Its folder is in no git repository, and the secret is not on this machine.
  const warned = report.checks.filter(({ findings }) => findings.length > 0).map(({ check }) => check);
  expect(warned).toEqual(['git', 'secrets here']);
  expect(report.checks).toHaveLength(14);
  const table = await runGitphony(['doctor'], { cwd: project.dir });
  expect(table.stdout).toMatch(/ok +node\n/);
  expect(table.stdout).toMatch(
    /warning +secrets here +flows name a secret that this machine lacks: TOKEN\n +fix: write NAME=value/,
  );
  expect(table.stdout).not.toContain('environments');
});

describe('here', () => {
  test('workflows that are not what the flows say, and flows with errors', async () => {
    await project.write({ 'flows/daily.yaml': flow.replace('0 0 * * *', '5 0 * * *'), 'flows/broken.yaml': 'id: [\n' });
    const { exitCode, found } = await doctor();
    expect(exitCode).toBe(1);
    expect(found).toEqual(['flows: flows/broken.yaml has errors: it is not run', `workflows: ${workflow} is stale`]);
  });

  test('what keeps every workflow from being made is told once, with its fix', async () => {
    await project.write({ 'flows/second.yaml': flow.replace('id: daily', 'id: second') });
    await rm(project.path('action'), { recursive: true });
    const { exitCode, found } = await doctor();
    expect(exitCode).toBe(1);
    expect(found).toEqual([
      expect.stringMatching(/^workflows: gitphony\.yaml:1: the workflows would use the action at/),
    ]);
  });

  test('a container engine is asked for only where a flow needs one', async () => {
    await project.write({
      'flows/script.yaml':
        'id: script\nnamespace: demo\ntasks: [{id: s, type: io.kestra.plugin.scripts.shell.Commands, commands: [ls], taskRunner: {type: io.kestra.plugin.scripts.runner.docker.Docker}}]\n',
    });
    await runGitphony(['compile'], { cwd: project.dir });
    // No engine listens there.
    const env = { DOCKER_HOST: 'unix:///nonexistent.sock' };
    const result = await runGitphony(['doctor'], { cwd: project.dir, env });
    expect(result).toMatchObject({ exitCode: 1 });
    expect(result.stdout).toContain('no container engine answers, and scripts of demo.script need one');
  });
});

describe('on GitHub', () => {
  test('workflows that GitHub put to sleep, or does not have', async () => {
    api.state.workflowState(workflow).state = 'disabled_inactivity';
    await project.write({ 'flows/new.yaml': flow.replace('id: daily', 'id: new') });
    await runGitphony(['compile'], { cwd: project.dir });
    const { exitCode, found } = await doctor('--github');
    expect(exitCode).toBe(1);
    expect(found).toEqual([
      'workflows enabled: demo.daily.yml does not run: GitHub disabled it after 60 days without activity',
      'workflows enabled: demo.new.yml is not on the default branch of GitHub: nothing starts it',
    ]);
  });

  test('the end of sixty days, in a public repository only', async () => {
    api.state.pushedAt = new Date(Date.now() - 50 * 86_400_000);
    expect((await doctor('--github')).found).toEqual([]);
    api.state.isPrivate = false;
    expect((await doctor('--github')).found).toEqual([
      'sixty days: nothing was pushed for 50 days: GitHub disables the schedules of this public repository in 10 days',
    ]);
  });

  test('a cron line of somebody who left', async () => {
    api.state.collaborators.delete('ada');
    const { found } = await doctor('--github');
    expect(found).toEqual([
      expect.stringMatching(/^cron owners: ada, who last changed demo\.daily\.yml, does not belong/),
    ]);
  });

  test.each([
    ['every branch may use', null, []],
    ['the branches wild/* may use', { protected_branches: false, custom_branch_policies: true }, ['main', 'wild/*']],
  ] as const)('an environment that %s', async (message, branchPolicy, patterns) => {
    const environment = api.state.environments.get('production');
    if (environment === undefined) throw new Error('expected an environment');
    environment.branchPolicy = branchPolicy;
    for (const [id, name] of patterns.entries()) environment.branchPatterns.push({ id, name });
    expect((await doctor('--github')).found).toEqual([expect.stringContaining(`environments: ${message}`)]);
  });

  test('an environment that does not exist', async () => {
    api.state.environments.clear();
    const { found } = await doctor('--github');
    expect(found[0]).toContain('the environment production of gitphony.yaml does not exist');
    // With it its secret is gone.
    expect(found[1]).toContain('the secret TOKEN (environment production) of demo.daily is missing');
  });

  test('files without an owner; without environments that is advice', async () => {
    await project.write({ '.github/CODEOWNERS': '* @ada\n/flows/\n' });
    expect((await doctor('--github')).found).toEqual([
      expect.stringContaining('code owners: .github/CODEOWNERS names no owner for flows/'),
    ]);
    await project.write({ 'gitphony.yaml': '' });
    await runGitphony(['compile'], { cwd: project.dir });
    api.state.setSecret('TOKEN', 'x');
    const { exitCode, report } = await doctor('--github');
    expect(exitCode).toBe(0);
    expect(report.checks.find(({ check }) => check === 'code owners')?.findings).toMatchObject([{ level: 'warning' }]);
  });

  test('secrets and variables that are missing', async () => {
    api.state.variables.clear();
    expect((await doctor('--github')).found).toEqual([
      expect.stringMatching(/^secrets and variables: the variable DEMO__SIZE or .* of demo\.daily is missing$/),
    ]);
  });

  test('an action that has a newer release', async () => {
    api.state.releases.set('gitphony/gitphony', { tag: 'v2.0.0', sha: 'b'.repeat(40) });
    await project.write({
      'gitphony.yaml': `action: 'gitphony/gitphony/action@${sha} # v1.0.0'\nnamespaces: {demo: {environment: production}}\n`,
    });
    await runGitphony(['compile'], { cwd: project.dir });
    const { exitCode, report } = await doctor('--github');
    expect(exitCode).toBe(0);
    expect(report.checks.find(({ check }) => check === 'action pin')?.findings).toMatchObject([
      {
        level: 'warning',
        message: 'the action is pinned to v1.0.0, its newest release is v2.0.0',
        fix: expect.stringContaining(`@${'b'.repeat(40)} # v2.0.0`),
      },
    ]);
  });

  test('what the token may not see is told, and the rest is looked at', async () => {
    api.state.collaborators.delete('ada');
    const env = { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'ghs_read' };
    const result = await runGitphony(['doctor', '--github'], { cwd: project.dir, env });
    expect(result).toMatchObject({ exitCode: 1 });
    expect(result.stdout).toMatch(/warning +secrets and variables +could not look/);
    expect(result.stdout).toMatch(/error +cron owners/);
  });
});
