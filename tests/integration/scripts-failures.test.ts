import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { execFileSync } from 'node:child_process';
import { runGitphony } from '../support/cli.ts';
import { runTasks } from '../support/run-flow.ts';
import { type TempProject, makeTempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** What a flow's reader sees of a script that failed, and what it leaves behind. */
let project: TempProject;
beforeEach(async () => {
  project = await makeTempProject({ 'gitphony.yaml': 'runner: process\n', '.env': 'TOKEN=open-sesame-4711\n' });
});
afterEach(async () => {
  expect(await readdir(project.path('.gitphony/tmp')).catch(() => [])).toEqual([]);
  vi.unstubAllEnvs();
  await project.remove();
});

const shell = (commands: readonly string[], more = ''): string => `- id: work
  type: io.kestra.plugin.scripts.shell.Commands
${more}  commands: ${JSON.stringify(commands)}
`;

it('shows the last lines behind the error, without secrets', async () => {
  const { execution } = await runTasks(
    project,
    shell(['echo begun', 'echo "refused: $T" >&2', 'exit 9'], `  env: {T: "{{ secret('TOKEN') }}"}\n`),
  );
  expect(execution.error).toMatchObject({
    code: 'SCRIPT_FAILED',
    message: 'Command failed with exit code 9',
    lastLines: ['refused: ******'],
  });
  const ended = await runGitphony(['run', 'company.team.test'], { cwd: project.dir });
  expect(ended.exitCode).toBe(1);
  expect(ended.stderr).toContain('task work: Command failed with exit code 9\n  it said last:\n    refused: ******\n');
  expect(ended.stderr).not.toContain('open-sesame');
});

it.each([
  ['a command that is not there', ['gitphony-nothing -x'], 'COMMAND_NOT_FOUND', 'gitphony-nothing: not found', /PATH/u],
  ['a command with an image', ['julia -e 1'], 'COMMAND_NOT_FOUND', 'julia: not found', /image julia.*--runner docker/u],
  ['a command that was killed', ['kill -9 $$'], 'SCRIPT_FAILED', 'exit code 137', /memory/u],
  ['a glob that escapes', ['true'], 'PATH_OUTSIDE', 'got "../../*"', /relative glob/u, '  outputFiles: ["../../*"]\n'],
  ['a variable that is none', ['true'], 'BAD_PROPERTY', 'got "A=B"', /letters, digits and _/u, '  env: {"A=B": x}\n'],
])('%s fails clearly, and leaves no folder', async (_, commands, code, message, hint, more = '') => {
  const { execution } = await runTasks(project, shell(commands, more));
  expect(execution.state.current).toBe('FAILED');
  expect(execution.error).toMatchObject({
    code,
    message: expect.stringContaining(message),
    hint: expect.stringMatching(hint),
  });
});

it('ends a child that ignores SIGTERM, with all that it started, when its time is over', async () => {
  const mark = `gitphony-stubborn-${process.pid}`;
  const { execution, logs } = await runTasks(
    project,
    shell(
      [`trap '' TERM`, `(trap '' TERM; exec -a ${mark} sleep 600) & echo begun`, 'while true; do sleep 1; done'],
      '  interpreter: [/bin/bash, -c]\n  timeout: PT1S\n',
    ),
  );
  expect(execution.error).toMatchObject({ code: 'TIMEOUT' });
  expect(logs.map(({ message }) => message)).toContain('begun');
  const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  expect(processes).not.toContain(mark);
});

it('takes a quarter of a gigabyte of output in less memory than that', () => {
  const bytes = 256_000_000;
  const measured = execFileSync(
    process.execPath,
    ['--import', 'tsx', 'bench/scripts/process-child.ts', 'log', String(bytes)],
    { cwd: projectRoot, encoding: 'utf8' },
  );
  const { megabytes, written } = JSON.parse(measured) as { megabytes: number; written: number };
  expect(written).toBeGreaterThanOrEqual(bytes);
  expect(megabytes).toBeLessThan(240);
});
