import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { runGitphony } from '../support/cli.ts';
import { tempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** What scripts rely on: exit codes, what goes to which stream, names and folders. */
const gitphony = join(projectRoot, 'bin', 'gitphony');

const hello = `id: hello
namespace: demo.team
labels:
  kind: test
inputs:
  - id: name
    type: STRING
    defaults: world
  - id: data
    type: FILE
    required: false
tasks:
  - id: greet
    type: io.kestra.plugin.core.debug.Return
    format: "Hello, {{ inputs.name }}! é€😀"
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.greet.value }}{{ inputs.data is null ? '' : read(inputs.data) }}"
outputs:
  - id: greeting
    type: STRING
    value: "{{ outputs.greet.value }}"
`;
const failing = `id: failing
namespace: demo.team
tasks:
  - id: stop
    type: io.kestra.plugin.core.execution.Fail
    errorMessage: enough
`;
const warned = hello
  .replace('id: hello', 'id: warned')
  .replace(
    'inputs:\n',
    'inputs:\n  - id: count\n    type: INT\n    defaults: many\n    dependsOn:\n      inputs: [name]\n',
  );
const files = { 'flows/hello.yaml': hello, 'flows/deep/er/failing.yml': failing, 'flows/warned.yaml': warned };

describe('run', () => {
  test('the first line of stderr is the id; with --json stdout is one document', async () => {
    const { dir } = await tempProject(files);
    const ended = await runGitphony(['run', 'flows/hello.yaml', '-i', 'name=Ada', '--json', '--label', 'team=a=b'], {
      cwd: dir,
    });
    expect(ended.exitCode, ended.stderr).toBe(0);
    const execution = JSON.parse(ended.stdout) as Execution;
    expect(ended.stderr.split('\n')[0]).toBe(`execution ${execution.id}`);
    expect(ended.stdout).toMatch(/^\{.*\}\n$/);
    expect(execution).toMatchObject({
      namespace: 'demo.team',
      flowId: 'hello',
      inputs: { name: 'Ada' },
      outputs: { greeting: 'Hello, Ada! é€😀' },
      labels: { kind: 'test', team: 'a=b' },
      state: { current: 'SUCCESS' },
    });
    expect(ended.stderr).toMatch(/INFO +tell Hello, Ada! é€😀\n/);
  });

  test('a warning about the flow follows the id', async () => {
    const { dir } = await tempProject(files);
    const ended = await runGitphony(['run', 'demo.team.warned', '-i', 'count=3', '--json'], { cwd: dir });
    expect(ended.exitCode, ended.stderr).toBe(0);
    expect(ended.stderr).toMatch(/^execution \w+\nflows\/warned\.yaml:\d+:\d+: warning bad-default /);
  });

  test('without --json nothing goes to stdout', async () => {
    const { dir } = await tempProject(files);
    expect(await runGitphony(['run', 'flows/hello.yaml'], { cwd: dir })).toMatchObject({ exitCode: 0, stdout: '' });
  });

  test('exit 1 for a failed execution, its document all the same', async () => {
    const { dir } = await tempProject(files);
    const ended = await runGitphony(['run', 'demo.team.failing', '--json'], { cwd: dir });
    expect(ended.exitCode).toBe(1);
    expect(JSON.parse(ended.stdout)).toMatchObject({ state: { current: 'FAILED' } });
    expect(ended.stderr).toMatch(/flows\/deep\/er\/failing\.yml:4:5, task stop: enough/);
  });

  test('exit 2 for an invalid flow: every problem, no execution', async () => {
    const { dir } = await tempProject({ 'flows/odd.yaml': `${hello}tsks: []\n`.replace('format:', 'formt:') });
    const ended = await runGitphony(['run', 'demo.team.hello', '--json'], { cwd: dir });
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toMatch(/odd\.yaml:15:5[^]*odd\.yaml:23:1/);
    expect(ended.stderr).toMatch(/expected a valid flow, flows\/odd\.yaml has \d errors/);
  });

  test('--inputs gives a file, -i beats it; FILE inputs are relative to where one stands', async () => {
    const project = await tempProject({
      ...files,
      'here/inputs.json': '{"name": "from the file", "data": "note.txt"}',
      'here/note.txt': ' (noted)',
    });
    const cwd = project.path('here');
    const fromFile = await runGitphony(['run', '../flows/hello.yaml', '--inputs', 'inputs.json'], { cwd });
    expect(fromFile.stderr).toContain('Hello, from the file! é€😀 (noted)');
    const given = await runGitphony(['run', 'demo.team.hello', '--inputs', 'inputs.json', '-i', 'name=me'], { cwd });
    expect(given.stderr).toContain('Hello, me!');
  });

  test('--level hides records below it', async () => {
    const { dir } = await tempProject(files);
    const ended = await runGitphony(['run', 'flows/hello.yaml', '--level', 'warn'], { cwd: dir });
    expect(ended.stderr).not.toContain('Hello');
    const odd = await runGitphony(['run', 'flows/hello.yaml', '--level', 'loud'], { cwd: dir });
    expect(odd).toMatchObject({ exitCode: 2 });
    expect(odd.stderr).toContain('expected --level with one of TRACE, DEBUG, INFO, WARN, ERROR, got "loud"');
  });
});

describe('where it is called', () => {
  test('from another folder, through a link to the program, in a project inside another', async () => {
    const project = await tempProject({
      'gitphony.yaml': 'strict: false\n',
      'flows/outer.yaml': failing,
      'apps/etl/flows/hello.yaml': hello,
      'links/.keep': '',
    });
    await symlink(gitphony, project.path('links/gp'));
    const outside = await execa(project.path('links/gp'), ['run', project.path('apps/etl/flows/hello.yaml')], {
      cwd: '/',
    });
    expect(outside.stderr).toContain('Hello, world!');
    const inside = await runGitphony(['run', 'demo.team.hello'], { cwd: project.path('apps/etl/flows') });
    expect(inside.exitCode).toBe(0);
    const list = await runGitphony(['executions', 'list', '--json'], { cwd: project.path('apps/etl') });
    expect(JSON.parse(list.stdout)).toHaveLength(2);
    const outer = await runGitphony(['run', 'demo.team.hello'], { cwd: project.dir });
    expect(outer).toMatchObject({ exitCode: 2 });
  });

  test('a failed run elsewhere says how to read its log from here', async () => {
    const project = await tempProject({ 'apps/etl/flows/failing.yaml': failing, 'flows/hello.yaml': hello });
    const ended = await runGitphony(['run', 'apps/etl/flows/failing.yaml'], { cwd: project.dir });
    const command = /\((cd apps\/etl && gitphony executions logs \w+)\)/.exec(ended.stderr)?.[1] ?? '';
    const env = { ...process.env, PATH: `${join(projectRoot, 'bin')}:${process.env['PATH']}` };
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { cwd: project.dir, env });
    expect(stdout).toMatch(/ERROR stop enough/);
  });

  test('namespace.id is looked up, never split; two flows of a name are told apart by file', async () => {
    const project = await tempProject({
      'flows/a.yaml': hello,
      'flows/b.yaml': hello,
      'flows/d.yaml': hello.replace('id: hello', 'id: hello.v2').replace('demo.team', 'demo'),
      'flows/c.yaml': `\uFEFF${failing}`,
    });
    const ended = await runGitphony(['run', 'demo.team.hello'], { cwd: project.dir });
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain('flows/a.yaml and flows/b.yaml both have this name');
    expect(await runGitphony(['run', 'demo.team.failing'], { cwd: project.dir })).toMatchObject({ exitCode: 1 });
    expect(await runGitphony(['run', 'demo.hello.v2'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
  });

  test('a state folder is kept out of git; GITPHONY_STATE_DIR puts it elsewhere', async () => {
    const project = await tempProject(files);
    const state = project.path('elsewhere');
    const env = { GITPHONY_STATE_DIR: state };
    expect(await runGitphony(['run', 'demo.team.hello'], { cwd: project.dir, env })).toMatchObject({ exitCode: 0 });
    await promisify(execFile)('git', ['init', '-q'], { cwd: project.dir });
    const { stdout } = await promisify(execFile)('git', ['status', '--short', '-uall'], { cwd: project.dir });
    expect(stdout).not.toContain('elsewhere');
    expect(stdout).toContain('flows/hello.yaml');
    await mkdir(project.path('.gitphony'), { recursive: true });
    const list = await runGitphony(['executions', 'list'], { cwd: project.dir });
    expect(list.stdout).toBe('no executions\n');
  });
});

describe('colours and pipes', () => {
  test('none in a pipe, some by FORCE_COLOR, none by NO_COLOR', async () => {
    const { dir } = await tempProject(files);
    const escape = '\u001B[';
    const plain = await runGitphony(['run', 'demo.team.failing'], { cwd: dir, env: { NO_COLOR: undefined } });
    expect(plain.stderr).not.toContain(escape);
    const forced = { NO_COLOR: undefined, FORCE_COLOR: '1' };
    const coloured = await runGitphony(['run', 'demo.team.failing'], { cwd: dir, env: forced });
    expect(coloured.stderr).toContain(escape);
    expect(coloured.stderr).toMatch(/^execution \w+\n/);
    const both = await runGitphony(['run', 'demo.team.failing'], {
      cwd: dir,
      env: { NO_COLOR: '1', FORCE_COLOR: '1' },
    });
    expect(both.stderr).not.toContain(escape);
    const json = await runGitphony(['run', 'demo.team.failing', '--json'], { cwd: dir, env: forced });
    expect(json.stdout).not.toContain(escape);
  });

  test('a reader that leaves early is no error, and ends no run', async () => {
    const { dir } = await tempProject(files);
    const ended = await execa('bash', ['-c', `set -o pipefail; "$0" plugins list | head -1`, gitphony], { cwd: dir });
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    const run = `"$0" run demo.team.failing --json 2>&1 >/dev/null | head -1; exit \${PIPESTATUS[0]}`;
    const early = await execa('bash', ['-c', run, gitphony], { cwd: dir, reject: false });
    expect(early).toMatchObject({ exitCode: 1, stderr: '' });
    const shown = await runGitphony(['executions', 'show', 'last', '--json'], { cwd: dir });
    expect(JSON.parse(shown.stdout)).toMatchObject({ state: { current: 'FAILED' } });
  });
});

describe('help and mistakes', () => {
  const names = [
    'init',
    'validate',
    'compile',
    'run',
    'backfill',
    'executions',
    'render',
    'kv',
    'services',
    'schema',
    'plugins',
  ];

  test('--help lists the commands with examples; each command has examples of its own', async () => {
    const help = await runGitphony(['--help']);
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    for (const name of names) expect(help.stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect(help.stdout).toContain('Exit status: 0 done');
    const each = await Promise.all(names.map((name) => runGitphony([name, '--help'])));
    for (const { exitCode, stdout } of each) {
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/Examples:\n {2}gitphony /);
    }
    const long = await runGitphony(['help', 'run']);
    expect(long.stdout).toContain('--trigger <id>');
    expect(await runGitphony([])).toMatchObject({ exitCode: 0, stdout: help.stdout });
    expect((await runGitphony(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  const mistakes: readonly (readonly [readonly string[], RegExp])[] = [
    [['rnu'], /expected a command, got "rnu"\n +did you mean "gitphony run"\?/],
    [['frobnicate'], /the commands are init, validate, compile, run/],
    [['help', 'rnu'], /did you mean "gitphony run"\?/],
    [['run'], /missing required argument 'flow'/],
    [['run', 'x', '--jsn'], /unknown option '--jsn'\n\(Did you mean --json\?\)/],
    [['executions', 'shw', 'x'], /unknown command 'shw'\n\(Did you mean show\?\)/],
    [['executions', 'show', 'none'], /found no "none"/],
    [['kv', 'get', 'x'], /--namespace/],
    [['backfill', 'x'], /--start/],
    [['plugins', 'doc', 'io.kestra.plugin.core.log.Logg'], /did you mean "io\.kestra\.plugin\.core\.log\.Log"\?/],
    [['validate', 'nowhere'], /found nothing at nowhere/],
  ];
  for (const [args, message] of mistakes) {
    test(`gitphony ${args.join(' ')}: exit 2`, async () => {
      const { dir } = await tempProject();
      const ended = await runGitphony(args, { cwd: dir });
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ended.stderr).toMatch(message);
      expect(ended.stderr).not.toMatch(/\n {4}at /);
    });
  }

  test('plugins list and doc', async () => {
    const list = await runGitphony(['plugins', 'list', '--json']);
    const types = JSON.parse(list.stdout) as { type: string; kind: string; title: string }[];
    expect(types).toContainEqual(expect.objectContaining({ type: 'io.kestra.plugin.core.flow.If', kind: 'flowable' }));
    const doc = await runGitphony(['plugins', 'doc', 'io.kestra.plugin.jdbc.postgresql.CopyIn']);
    expect(doc.stdout).toMatch(/Properties[^]* {2}from \(string, required\)[^]*Outputs[^]* {2}rowCount \(integer\)/);
    expect(doc.stdout).toContain('id: load_products');
  });
});
