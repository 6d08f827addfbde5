import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { tempProject } from '../support/temp-project.ts';

test('init makes a repository that validates, compiles without drift and runs', async () => {
  const project = await tempProject({ 'new/.gitignore': 'dist/\n.env' });
  const made = await runGitphony(['init', 'new'], { cwd: project.dir });
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
  expect(made.stdout).toMatch(/written {6}\.github\/workflows\/demo\.hello\.yml\n\nNext:\n {2}cd new\n/);
  expect(await readFile(project.path('new/.gitignore'), 'utf8')).toBe('dist/\n.env\n.gitphony/\n!action/dist/\n');
  for (const file of ['action/action.yml', 'action/dist/main.js'])
    expect(existsSync(project.path('new', file))).toBe(true);
  const cwd = project.path('new');
  expect(await runGitphony(['validate'], { cwd })).toMatchObject({ stdout: '1 flow: 0 errors, 0 warnings\n' });
  expect(await runGitphony(['compile', '--check'], { cwd })).toMatchObject({ exitCode: 0, stderr: '' });
  const ran = await runGitphony(['run', 'demo.hello', '-i', 'name=Ada'], { cwd });
  expect(ran).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Hello, Ada!') });
});

test('init --postgres: its flow loads rows, and none twice', async () => {
  const project = await tempProject();
  onTestFinished(async () => {
    await runGitphony(['services', 'down'], { cwd: project.dir });
  });
  expect(await runGitphony(['init', '--postgres', '--yes'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
  expect(await runGitphony(['validate'], { cwd: project.dir })).toMatchObject({
    stdout: '2 flows: 0 errors, 0 warnings\n',
  });
  for (const _ of ['first', 'again']) {
    const ran = await runGitphony(['run', 'demo.trips'], { cwd: project.dir });
    expect(ran).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('3 trips in the table') });
  }
});

test('init overwrites nothing: it says what is in the way and writes nothing', async () => {
  const project = await tempProject({ 'flows/hello.yaml': 'mine\n', 'action/own.txt': '' });
  const ended = await runGitphony(['init'], { cwd: project.dir });
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toContain('found flows/hello.yaml, action');
  expect(await readFile(project.path('flows/hello.yaml'), 'utf8')).toBe('mine\n');
  expect(existsSync(project.path('gitphony.yaml'))).toBe(false);
});
