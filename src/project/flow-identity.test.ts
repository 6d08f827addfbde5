import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { tempProject, type TempProject } from '../../tests/support/temp-project.ts';
import { builtinRegistry } from '../plugins/registry.ts';
import { findDuplicates, findRenames, type ReadFlowFile } from './flow-identity.ts';
import { flowRevision } from './flow-revision.ts';
import { readFlow } from './project.ts';
import { defaultConfig } from './config.ts';

const flow = (id: string, namespace = 'n', message = 'hi'): string =>
  `id: ${id}\nnamespace: ${namespace}\ntasks:\n  - {id: t, type: io.kestra.plugin.core.log.Log, message: ${message}}\n`;

async function read({ dir, path }: TempProject, file: string): Promise<ReadFlowFile> {
  const project = { root: dir, repository: dir, config: defaultConfig, registry: builtinRegistry };
  return { file: path(file), ...(await readFlow(project, path(file))) };
}

function git(project: TempProject, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...args], { cwd: project.dir, encoding: 'utf8', stdio: 'pipe' });
}

async function repository(files: Readonly<Record<string, string>>): Promise<TempProject> {
  const project = await tempProject(files);
  git(project, 'init', '-q', '-b', 'main');
  git(project, 'add', '.');
  git(project, 'commit', '-q', '-m', 'first');
  return project;
}

test('a name that two files have is an error in each that is validated', async () => {
  const project = await tempProject({
    'flows/a.yaml': flow('same'),
    'flows/deep/b.yaml': flow('same'),
    'flows/c.yaml': flow('same', 'other'),
  });
  const problems = await findDuplicates({ root: project.dir, repository: project.dir }, [
    await read(project, 'flows/deep/b.yaml'),
    await read(project, 'flows/c.yaml'),
  ]);
  expect(problems).toMatchObject([
    { rule: 'duplicate-flow', file: 'flows/deep/b.yaml', range: { start: { line: 1, column: 5 } } },
  ]);
  expect(problems[0]?.message).toContain('n.same is also the flow of flows/a.yaml');
});

test('against a base, a changed id or namespace is an error; another text, a moved file and a new one are not', async () => {
  const project = await repository({ 'flows/a.yaml': flow('a'), 'flows/b.yaml': flow('b'), 'flows/c.yaml': flow('c') });
  await project.write({
    'flows/a.yaml': flow('renamed', 'elsewhere'),
    'flows/b.yaml': flow('b', 'n', 'changed'),
    'flows/moved/c.yaml': flow('c'),
  });
  const files = await Promise.all(
    ['flows/a.yaml', 'flows/b.yaml', 'flows/moved/c.yaml'].map((file) => read(project, file)),
  );
  expect(await findRenames({ repository: project.dir }, 'main', files)).toMatchObject([
    { rule: 'flow-renamed', file: 'flows/a.yaml', path: ['id'], range: { start: { line: 1 } } },
    { rule: 'flow-renamed', file: 'flows/a.yaml', path: ['namespace'], range: { start: { line: 2 } } },
  ]);
  await expect(findRenames({ repository: project.dir }, '--output=x', files)).rejects.toMatchObject({
    code: 'BASE_UNKNOWN',
  });
});

test('the revision counts the commits of the file, and one for what is not committed', async () => {
  const project = await repository({ 'flows/a.yaml': flow('a'), 'flows/b.yaml': flow('b') });
  const revision = (file: string): Promise<number | string> =>
    flowRevision(project.dir, { file, sourceHash: '0123456789abcdef' });
  await project.write({ 'flows/a.yaml': flow('a', 'n', 'again') });
  git(project, 'commit', '-q', '-am', 'second');
  expect(await revision('flows/a.yaml')).toBe(2);
  expect(await revision('flows/b.yaml')).toBe(1);
  await project.write({ 'flows/a.yaml': flow('a', 'n', 'once more'), 'flows/new.yaml': flow('new') });
  expect(await revision('flows/a.yaml')).toBe(3);
  expect(await revision('flows/new.yaml')).toBe(1);
  const shallow = await tempProject();
  git(shallow, 'clone', '-q', '--depth', '1', `file://${project.dir}`, '.');
  expect(await flowRevision(shallow.dir, { file: 'flows/a.yaml', sourceHash: '0123456789abcdef' })).toBe('01234567');
});

test('without a repository the revision is 1', async () => {
  const project = await tempProject({ 'flows/a.yaml': flow('a') });
  expect(await flowRevision(project.dir, { file: 'flows/a.yaml', sourceHash: 'x' })).toBe(1);
});
