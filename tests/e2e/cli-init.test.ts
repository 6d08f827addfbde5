import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { tempProject } from '../support/temp-project.ts';
import { runOnTerminal } from '../support/terminal.ts';

const flow = `id: mine
namespace: team
tasks:
  - {id: tell, type: io.kestra.plugin.core.log.Log, message: hi}
`;
const commit = 'a'.repeat(40);

describe('a new repository', () => {
  test('validates, compiles without drift and runs', async () => {
    const project = await tempProject({ 'new/.gitignore': 'dist/\n.env' });
    const made = await runGitphony(['init', 'new'], { cwd: project.dir });
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    expect(made.stdout).toMatch(/written {6}\.github\/workflows\/demo\.hello\.yml\n\nNext:\n {2}cd new\n/);
    expect(await readFile(project.path('new/.gitignore'), 'utf8')).toBe('dist/\n.env\n.gitphony/\n!action/dist/\n');
    for (const file of ['action/action.yml', 'action/dist/main.js', '.gitphony/schema/flow.json'])
      expect(existsSync(project.path('new', file))).toBe(true);
    const cwd = project.path('new');
    expect(await runGitphony(['validate'], { cwd })).toMatchObject({ stdout: '1 flow: 0 errors, 0 warnings\n' });
    expect(await runGitphony(['compile', '--check'], { cwd })).toMatchObject({ exitCode: 0, stderr: '' });
    const ran = await runGitphony(['run', 'demo.hello', '-i', 'name=Ada'], { cwd });
    expect(ran).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Hello, Ada!') });
  });

  test('is made once: a second time changes nothing, and says so', async () => {
    const project = await tempProject();
    await execa('git', ['init', '--quiet'], { cwd: project.dir });
    const options = ['init', '--yes', '--deploy', 'check', '--schedule', '0 6 * * *'];
    expect(await runGitphony(options, { cwd: project.dir })).toMatchObject({ exitCode: 0 });
    await execa('git', ['add', '--all'], { cwd: project.dir });
    const again = await runGitphony(options, { cwd: project.dir });
    expect(again).toMatchObject({ exitCode: 0, stderr: '' });
    expect(again.stdout).toMatch(/\nnothing to do: all of it is there\n$/);
    expect(again.stdout).not.toMatch(/^(written|lines added)/m);
    expect((await execa('git', ['status', '--short', '-uall'], { cwd: project.dir })).stdout).not.toMatch(
      /^( M|\?\?|AM)/m,
    );
    expect(await readFile(project.path('flows/hello.yaml'), 'utf8')).toContain('cron: "0 6 * * *"');
    for (const file of ['gitphony.yml', 'gitphony-run.yml', 'demo.hello.yml'])
      expect(existsSync(project.path('.github/workflows', file))).toBe(true);
  });

  test('is a template: a copy under another name is without drift', async () => {
    const project = await tempProject();
    expect(await runGitphony(['init', 'first', '--yes', '--deploy', 'commit'], { cwd: project.dir })).toMatchObject({
      exitCode: 0,
    });
    await cp(project.path('first'), project.path('second'), { recursive: true });
    expect(await runGitphony(['compile', '--check'], { cwd: project.path('second') })).toMatchObject({ exitCode: 0 });
  });

  test('names the action by a pinned reference where it is told one, and copies nothing', async () => {
    const project = await tempProject();
    const made = await runGitphony(['init', '--yes', '--action', `owner/gitphony/action@${commit} # v1.2.3`], {
      cwd: project.dir,
    });
    expect(made, made.stderr).toMatchObject({ exitCode: 0 });
    expect(existsSync(project.path('action'))).toBe(false);
    expect(await readFile(project.path('.github/workflows/demo.hello.yml'), 'utf8')).toContain(
      `uses: owner/gitphony/action@${commit} # v1.2.3\n`,
    );
  });

  test('with --postgres: its flow loads rows, and none twice', async () => {
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
});

describe('a repository that is there', () => {
  const files = {
    'README.md': 'mine\n',
    '.gitignore': 'node_modules/\r\n.env\r\n',
    '.vscode/settings.json': '{ "editor.tabSize": 2 }\n',
    '.github/workflows/ci.yml': 'on: push\n',
    'flows/mine.yaml': flow,
  };

  test('keeps all that it has: its flows are compiled, its workflows left alone', async () => {
    const project = await tempProject(files);
    const made = await runGitphony(['init', '--yes'], { cwd: project.dir });
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    expect(made.stdout).toContain('kept         1 flow file\n');
    expect(made.stdout).toContain('kept         1 workflow of others\n');
    expect(made.stdout).toContain('kept         .vscode/settings.json\n');
    expect(made.stdout).toContain('add to .vscode/settings.json:\n{\n  "yaml.schemas"');
    expect(existsSync(project.path('flows/hello.yaml'))).toBe(false);
    expect(existsSync(project.path('.github/workflows/team.mine.yml'))).toBe(true);
    const { '.gitignore': ignored, ...others } = files;
    for (const [path, text] of Object.entries(others)) {
      expect(await readFile(project.path(path), 'utf8'), path).toBe(text);
    }
    expect(await readFile(project.path('.gitignore'), 'utf8')).toBe(`${ignored}.gitphony/\r\n!action/dist/\r\n`);
  });

  test('with a flow that is wrong: it is told, the rest is made', async () => {
    const project = await tempProject({ 'flows/mine.yaml': flow, 'flows/wrong.yaml': 'id: wrong\nnamespace: team\n' });
    const made = await runGitphony(['init', '--yes'], { cwd: project.dir });
    expect(made.exitCode).toBe(0);
    expect(made.stderr).toContain('flows/wrong.yaml:1:1: error');
    expect(existsSync(project.path('.github/workflows/team.mine.yml'))).toBe(true);
  });

  test.each([
    ['a folder action/ of somebody else', { 'action/own.txt': '' }, ['--yes'], 'another one'],
    ['settings that say otherwise', { 'gitphony.yaml': 'deploy: none\n' }, ['--deploy', 'check'], 'deploy: check'],
    ['no such mode', {}, ['--deploy', 'always'], 'expected --deploy with one of none, check, commit'],
    ['no such time', {}, ['--schedule', 'daily'], 'expected 5 fields'],
    ['no pinned reference', {}, ['--action', 'owner/name@v1'], '40 hex digits'],
    ['flows in several folders', { 'a/flows/x.yaml': flow, 'b/flows/x.yaml': flow }, ['--yes'], 'found a, b'],
  ])('is refused and nothing written: %s', async (_, present, options, message) => {
    const project = await tempProject(present);
    const ended = await runGitphony(['init', ...options], { cwd: project.dir });
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
    for (const path of ['.gitignore', '.gitphony', '.github', 'flows'])
      expect(existsSync(project.path(path))).toBe(false);
  });
});

describe('a monorepo', () => {
  test.each([
    ['the folder is named', ['init', 'data/pipelines', '--yes'], {}],
    ['the folder is found', ['init', '--yes'], { 'data/pipelines/flows/hello.yaml': flow }],
  ])('has settings and workflows at its top: %s', async (_, words, present) => {
    const project = await tempProject({ ...present, 'app/main.js': '' });
    await execa('git', ['init', '--quiet'], { cwd: project.dir });
    const made = await runGitphony(words, { cwd: project.dir });
    expect(made, made.stderr).toMatchObject({ exitCode: 0 });
    expect(await readFile(project.path('gitphony.yaml'), 'utf8')).toContain('\nroot: data/pipelines\n');
    expect(existsSync(project.path('data/pipelines/flows/hello.yaml'))).toBe(true);
    expect(existsSync(project.path('data/pipelines/.github'))).toBe(false);
    expect(await runGitphony(['compile', '--check'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
    const again = await runGitphony(words, { cwd: project.dir });
    expect(again.stdout).toMatch(/nothing to do: all of it is there\n$/);
    const other = await runGitphony(['init', 'elsewhere', '--yes'], { cwd: project.dir });
    expect(other).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('whose project is data/pipelines') });
  });
});

describe('on a terminal', () => {
  test('asks what no option says; a wrong answer is asked again', async () => {
    const project = await tempProject();
    const keys: readonly (readonly [string, string])[] = [
      ['[./action]', '\r'],
      ['PostgreSQL of the project’s own? [y/N]', 'maybe\r'],
      ['expected y or n', 'n\r'],
      ['as cron', '0 6 * * *\r'],
      ['[check]', 'none\r'],
    ];
    const made = await runOnTerminal(['init'], { cwd: project.dir, keys });
    expect(made.exitCode, made.raw).toBe(0);
    expect(await readFile(project.path('flows/hello.yaml'), 'utf8')).toContain('cron: "0 6 * * *"');
    expect(existsSync(project.path('.github/workflows/gitphony.yml'))).toBe(false);
  });

  test('Ctrl-C stops before anything is written', async () => {
    const project = await tempProject();
    const made = await runOnTerminal(['init'], { cwd: project.dir, keys: [['[./action]', '\u0003']] });
    expect(made.exitCode).not.toBe(0);
    expect(existsSync(project.path('gitphony.yaml'))).toBe(false);
  });
});
