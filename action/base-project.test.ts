import { execa } from 'execa';
import { expect, test } from 'vitest';
import { tempProject } from '../tests/support/temp-project.ts';
import { openProject } from '../src/project/project.ts';
import { readProjectFlows } from '../src/project/read-flows.ts';
import { openBaseProject } from './base-project.ts';

const flow = (message: string): string => `id: hello
namespace: demo
tasks:
  - {id: tell, type: io.kestra.plugin.core.log.Log, message: ${message}}
`;

async function commit(dir: string): Promise<void> {
  const git = (...args: string[]): Promise<unknown> =>
    execa('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], { cwd: dir });
  await git('init', '--quiet');
  await git('add', '--all');
  await git('commit', '--quiet', '-m', 'a commit');
}

test('the project of the commit before: its settings, its root, its flows; the checkout stays as it is', async () => {
  const project = await tempProject({
    'repo/gitphony.yaml': 'root: old\ntimeoutMinutes: 20\n',
    'repo/old/flows/hello.yaml': flow('before'),
    'repo/old/subflows/called.yaml': flow('called').replace('hello', 'called'),
    'runner/x': '',
  });
  const repo = project.path('repo');
  await commit(repo);
  await project.write({
    'repo/gitphony.yaml': 'root: new\n',
    'repo/new/flows/hello.yaml': flow('after'),
    'repo/new/flows/more.yaml': flow('more').replace('hello', 'more'),
  });
  await commit(repo);
  await project.write({ 'repo/new/flows/hello.yaml': flow('in the checkout') });
  const status = async (): Promise<string> =>
    (await execa('git', ['status', '--short', '-uall'], { cwd: repo })).stdout;
  const before = await status();
  const base = await openBaseProject(await openProject(repo), { RUNNER_TEMP: project.path('runner') });
  if (base === undefined) throw new Error('expected a base');
  expect(base.config.timeoutMinutes).toBe(20);
  const { flows, subflows } = await readProjectFlows(base);
  expect(flows.map(({ flow: { file, tasks } }) => [file, tasks[0]?.properties['message']])).toEqual([
    ['old/flows/hello.yaml', 'before'],
  ]);
  expect(subflows.map(({ id }) => id)).toEqual(['called']);
  expect(await status()).toBe(before);
});

test('there is none before the first commit, and none outside of git', async () => {
  const project = await tempProject({ 'flows/hello.yaml': flow('hi') });
  const opened = await openProject(project.dir);
  expect(await openBaseProject(opened, {})).toBeUndefined();
  await commit(project.dir);
  expect(await openBaseProject(opened, {})).toBeUndefined();
});
