import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { tempProject } from '../support/temp-project.ts';

const hello = `id: hello
namespace: demo
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: hi
`;
const wrong = `id: wrong
namespace: demo
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Lgo
    message: "{{ 1 + }}"
`;

test('validate: every problem of every file, exit 0 or 2', async () => {
  const { dir } = await tempProject({
    'flows/hello.yaml': hello,
    'flows/sub/wrong.yml': wrong,
    'notes/x.yaml': 'a: 1',
  });
  const all = await runGitphony(['validate'], { cwd: dir });
  expect(all).toMatchObject({ exitCode: 2, stderr: '' });
  expect(all.stdout).toMatch(/flows\/sub\/wrong\.yml:5:11: error unknown-type .*Lgo[^]*\^[^]*hint: did you mean/);
  expect(all.stdout).toMatch(/2 flows: \d errors?, 0 warnings\n$/);
  const good = await runGitphony(['validate', 'flows/hello.yaml'], { cwd: dir });
  expect(good).toMatchObject({ exitCode: 0, stdout: '1 flow: 0 errors, 0 warnings\n' });
  const json = await runGitphony(['validate', '--json'], { cwd: dir });
  expect(json).toMatchObject({ exitCode: 2, stderr: '' });
  const report = JSON.parse(json.stdout) as { flows: number; errors: number; problems: object[] };
  expect(report).toMatchObject({ flows: 2, warnings: 0 });
  expect(report.problems).toHaveLength(report.errors);
  expect(report.problems[0]).toMatchObject({
    severity: 'error',
    rule: 'unknown-type',
    file: 'flows/sub/wrong.yml',
    range: { start: { line: 5, column: 11 } },
  });
});

test('validate: a broken gitphony.yaml is refused by line and column', async () => {
  const { dir } = await tempProject({
    'flows/hello.yaml': hello,
    'gitphony.yaml': 'strict: false\nservces: {}\nhistory: all\n',
  });
  const ended = await runGitphony(['validate'], { cwd: dir });
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toMatch(/gitphony\.yaml:2:1: .*"servces"/);
  expect(ended.stderr).toMatch(/gitphony\.yaml:3:10: "history" expects one of auto, full, metadata, encrypted, none/);
});

test('compile writes, --check only looks: 0 the same, 1 drift, 2 invalid', async () => {
  const project = await tempProject({
    'flows/hello.yaml': hello,
    'action/action.yml': 'name: stand-in\n',
    '.github/workflows/own.yml': 'name: mine\n',
  });
  const gitphony = (...args: string[]) => runGitphony(args, { cwd: project.dir });
  const workflows = () => readdir(project.path('.github/workflows'));

  expect(await gitphony('compile', '--check')).toMatchObject({ exitCode: 1 });
  expect(await workflows()).toEqual(['own.yml']);
  expect(await gitphony('compile')).toMatchObject({ exitCode: 0, stderr: '' });
  const [file = ''] = (await workflows()).filter((name) => name !== 'own.yml');
  const path = project.path('.github/workflows', file);
  const written = await readFile(path, 'utf8');
  expect(await gitphony('compile', '--check')).toMatchObject({ exitCode: 0 });

  await writeFile(path, `${written}# by hand\n`);
  const edited = await gitphony('compile', '--check', '--json');
  expect(edited).toMatchObject({ exitCode: 1, stderr: '' });
  expect(JSON.parse(edited.stdout)).toBeTypeOf('object');
  expect(await gitphony('compile')).toMatchObject({ exitCode: 0 });
  expect(await readFile(path, 'utf8')).toBe(written);

  await rm(project.path('flows/hello.yaml'));
  expect(await gitphony('compile', '--check')).toMatchObject({ exitCode: 1 });
  expect(await gitphony('compile')).toMatchObject({ exitCode: 0 });
  expect(await workflows()).toEqual(['own.yml']);
  expect(await readFile(project.path('.github/workflows/own.yml'), 'utf8')).toBe('name: mine\n');

  await project.write({ 'flows/wrong.yaml': wrong });
  expect(await gitphony('compile')).toMatchObject({ exitCode: 2 });
  expect(await gitphony('compile', '--check')).toMatchObject({ exitCode: 2 });
});

test('a name that two files have: validate and compile refuse both, the workflow of neither is written', async () => {
  const { dir } = await tempProject({ 'flows/a.yaml': hello, 'flows/b.yaml': hello });
  const validated = await runGitphony(['validate', 'flows/b.yaml'], { cwd: dir });
  expect(validated).toMatchObject({ exitCode: 2 });
  expect(validated.stdout).toMatch(
    /flows\/b\.yaml:1:5: error duplicate-flow .*demo\.hello is also the flow of flows\/a\.yaml/,
  );
  const compiled = await runGitphony(['compile'], { cwd: dir });
  expect(compiled).toMatchObject({ exitCode: 2, stdout: 'no flows below flows/\n' });
  expect(compiled.stderr.match(/error duplicate-flow/g)).toHaveLength(2);
  const unknown = await runGitphony(['validate', '--base', 'nowhere'], { cwd: dir });
  expect(unknown).toMatchObject({ exitCode: 2 });
  expect(unknown.stderr).toContain('expected a branch, tag or commit of this repository, got "nowhere"');
});

test('compile: without ./action nothing is written, for GitHub could not run it', async () => {
  const project = await tempProject({ 'flows/hello.yaml': hello });
  const ended = await runGitphony(['compile'], { cwd: project.dir });
  expect(ended).toMatchObject({ exitCode: 2, stdout: expect.stringMatching(/^not written /) });
  expect(ended.stderr).toMatch(/error missing-action .*no action\/action\.yml[^]*hint: copy the folder action\//);
  await project.write({ 'gitphony.yaml': `action: owner/name/action@${'a'.repeat(40)}\n` });
  expect(await runGitphony(['compile'], { cwd: project.dir })).toMatchObject({ exitCode: 0, stderr: '' });
});

test('validate: a folder without flows says so, exit 0', async () => {
  const { dir } = await tempProject({ 'README.md': '' });
  const ended = await runGitphony(['validate'], { cwd: dir });
  expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
  expect(ended.stdout).toMatch(/^0 flows: 0 errors, 0 warnings\n {2}hint: there are no flows below .*gitphony init\n$/);
});

const monthly = `${hello}triggers:
  - id: monthly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 1 * *"
`;

test('backfill: a line for each tick and a table; tasks only where their level is asked for', async () => {
  const { dir } = await tempProject({ 'flows/monthly.yaml': monthly });
  const args = ['backfill', 'demo.hello', '--start', '2019-01-01', '--end', '2019-02-28'];
  const ended = await runGitphony(args, { cwd: dir });
  expect(ended).toMatchObject({ exitCode: 0 });
  expect(ended.stderr).toMatch(/^1\/2 monthly 2019-01-01T09:00:00Z?[^"]*$/m);
  expect(ended.stderr).toMatch(/SUCCESS in .*, 1 task run/);
  expect(ended.stderr).not.toMatch(/SUCCESS tell|INFO +tell/);
  expect(ended.stdout).toMatch(/^TICK +STATE +TOOK +EXECUTION\n2019-01-01T09:00.*SUCCESS/);
  const loud = await runGitphony([...args, '--level', 'INFO'], { cwd: dir });
  expect(loud.stderr).toMatch(/INFO +tell hi/);
  expect(loud.stderr).toMatch(/SUCCESS tell/);
});
