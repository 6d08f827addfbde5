import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { tempProject } from '../tests/support/temp-project.ts';
import { projectRoot } from '../tests/support/tool-paths.ts';

/** Runs a copy of .ci/run with an `npm` that does this. */
async function runCi(
  npm: string,
  { withObservations = true, onGitHub = false } = {},
): Promise<{ readonly exitCode: number | undefined; readonly lines: readonly string[] }> {
  const project = await tempProject({ 'bin/npm': `#!/bin/sh\n${npm}\n` });
  await mkdir(project.path('main', '.ci'), { recursive: true });
  if (withObservations) await mkdir(project.path('shared', 'conformance'), { recursive: true });
  await copyFile(join(projectRoot, '.ci', 'run'), project.path('main', '.ci', 'run'));
  await execa('chmod', ['+x', project.path('bin/npm')]);
  const env = {
    PATH: `${project.path('bin')}:${process.env['PATH']}`,
    CI: '',
    GITHUB_ACTIONS: onGitHub ? 'true' : '',
  };
  const { exitCode, stdout } = await execa('bash', [project.path('main', '.ci', 'run')], {
    env,
    reject: false,
    stdin: 'ignore',
  });
  return { exitCode, lines: stdout.split('\n') };
}

test.each([
  ['all passed', 'echo "5 passed, 0 failed"; echo "npm notice later" >&2', '5 passed, 0 failed', 0],
  ['a test failed', 'echo "4 passed, 1 failed"; exit 1', '4 passed, 1 failed', 1],
  ['a failure whose exit code got lost', 'echo "4 passed, 1 failed"', '4 passed, 1 failed', 1],
  ['set-up broke', 'echo "set-up stopped"; exit 1', '0 passed, 1 failed', 1],
  ['nothing was said', 'true', '0 passed, 1 failed', 1],
])('%s: the closing line comes last', async (_what, npm, closing, code) => {
  const { exitCode, lines } = await runCi(npm);
  expect(lines.at(-1)).toBe(closing);
  expect(exitCode).toBe(code);
});

test('npm test runs with CI=true and without input', async () => {
  const { lines } = await runCi('read line; echo "CI=$CI input=$line args=$*"');
  expect(lines).toContain('CI=true input= args=test');
});

test('without the observations of a real server nothing runs, but on GitHub, where they are not to be had', async () => {
  const missing = await runCi('echo "5 passed, 0 failed"', { withObservations: false });
  expect(missing).toEqual({ exitCode: 1, lines: ['0 passed, 1 failed'] });
  const onGitHub = await runCi('echo "5 passed, 0 failed"', { withObservations: false, onGitHub: true });
  expect(onGitHub.exitCode).toBe(0);
});
