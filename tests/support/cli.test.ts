import { expect, test } from 'vitest';
import { runGitphony, startGitphony } from './cli.ts';
import { tempProject } from './temp-project.ts';

test('a command is run where and as told, and its end is a result', async () => {
  const project = await tempProject();
  expect(await runGitphony(['--help'], { cwd: project.dir })).toMatchObject({ exitCode: 0, stderr: '' });
  const wrong = await runGitphony(['no-such-command'], { cwd: project.dir });
  expect(wrong.exitCode).not.toBe(0);
  expect(wrong.stderr).toContain('no-such-command');
});

test('a command that takes too long is an error of the test, with what it printed', async () => {
  await expect(runGitphony(['--help'], { timeout: 1 })).rejects.toThrow(/timed out after 1 ?(?:milliseconds|ms)/);
});

test('a running command shows its output and can be killed', async () => {
  const running = startGitphony(['--help']);
  expect((await running.output(/gitphony/)).index).toBeGreaterThanOrEqual(0);
  await expect(running.output(/never printed/)).rejects.toThrow('gitphony ended without printing');
  const killed = startGitphony(['--help']);
  killed.signal('SIGKILL');
  expect((await killed.ended).exitCode).toBe(137);
});
