import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { tempProject } from '../support/temp-project.ts';

const flow = `id: hello
namespace: demo
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "hi, {{ namespace.greeting ?? 'nobody' }}"
`;

test('root: flows below a folder, settings and workflows at the root of the repository', async () => {
  const project = await tempProject({
    'gitphony.yaml': 'root: data/pipelines # a monorepo\ntimeoutMinutes: 20\n',
    'action/action.yml': 'name: a stand-in\n',
    'flows/not-ours.yaml': 'of another program\n',
    'data/pipelines/flows/hello.yaml': flow,
  });
  const inside = project.path('data/pipelines/flows');
  for (const cwd of [project.dir, inside]) {
    expect(await runGitphony(['validate'], { cwd })).toMatchObject({ stdout: '1 flow: 0 errors, 0 warnings\n' });
    expect(await runGitphony(['compile'], { cwd })).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await runGitphony(['compile', '--check'], { cwd })).toMatchObject({ exitCode: 0 });
  }
  const workflow = await readFile(project.path('.github/workflows/demo.hello.yml'), 'utf8');
  expect(workflow).toContain('flow: data/pipelines/flows/hello.yaml');
  expect(workflow).toContain('timeout-minutes: 20');
  expect(existsSync(project.path('data/pipelines/.github'))).toBe(false);
  const ran = await runGitphony(['run', 'demo.hello'], { cwd: project.dir });
  expect(ran).toMatchObject({ exitCode: 0 });
  expect(existsSync(project.path('data/pipelines/.gitphony/executions'))).toBe(true);
  expect(existsSync(project.path('.gitphony'))).toBe(false);
});

test('root: problems name files from the root of the repository, renames are seen there', async () => {
  const project = await tempProject({
    'gitphony.yaml': 'root: pipelines\n',
    'pipelines/flows/hello.yaml': flow,
  });
  const git = (...args: string[]): Promise<unknown> =>
    execa('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], { cwd: project.dir });
  await git('init', '--quiet');
  await git('add', '.');
  await git('commit', '--quiet', '-m', 'first');
  await project.write({ 'pipelines/flows/hello.yaml': flow.replace('id: hello', 'id: other') });
  const renamed = await runGitphony(['validate', '--base', 'HEAD'], { cwd: project.dir });
  expect(renamed.exitCode).toBe(2);
  expect(renamed.stdout).toContain('pipelines/flows/hello.yaml:1:5: error flow-renamed');
});

test.each([
  ['../elsewhere', '"root" '],
  ['/absolute', '"root" '],
  ['not-there', 'expected the folder not-there'],
])('root: %s is refused', async (root, message) => {
  const project = await tempProject({ 'repo/gitphony.yaml': `root: ${root}\n`, 'elsewhere/flows/a.yaml': flow });
  const ended = await runGitphony(['validate'], { cwd: project.path('repo') });
  expect(ended.exitCode).toBe(2);
  expect(ended.stderr).toContain(message);
});
