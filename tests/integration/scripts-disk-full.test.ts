import { spawnSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { type TempProject, makeTempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/**
 * A disk that is full: a file system of one megabyte over one folder of the run, in a mount namespace that ends with the command.
 * Whoever is not root becomes it inside of a user namespace.
 */
let project: TempProject;
beforeEach(async () => {
  project = await makeTempProject({ 'gitphony.yaml': 'runner: process\n' });
});
afterEach(() => project.remove());

const isRoot = process.getuid?.() === 0;
/** Ubuntu lets no plain user make a namespace (kernel.apparmor_restrict_unprivileged_userns), but GitHub's runners have sudo. */
const withSudo = !isRoot && spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'true']).status !== 0;
const enter = withSudo
  ? ['sudo', '--non-interactive', '--preserve-env', 'unshare', '--mount']
  : ['unshare', ...(isRoot ? [] : ['--user', '--map-root-user']), '--mount'];
/** Back to who runs the tests, behind the mount. */
const leave = withSudo ? `setpriv --reuid ${process.getuid?.()} --regid ${process.getgid?.()} --clear-groups` : '';

interface FullRun {
  readonly execution: Execution;
  readonly stderr: string;
  /** What the small file system holds at the end. */
  readonly left: readonly string[];
}

async function runOn(folder: 'tmp' | 'storage', task: string): Promise<FullRun> {
  await project.write({ 'flows/full.yaml': `id: full\nnamespace: demo\ntasks:\n${task}` });
  const place = project.path('.gitphony', folder);
  await mkdir(place, { recursive: true });
  const [program = '', ...options] = enter;
  const ended = await execa(
    program,
    [
      ...options,
      'sh',
      '-c',
      `mount -t tmpfs -o size=1m,mode=1777 small "$1" && { ${leave} "$2" run demo.full --json; code=$?; find "$1" -type f >&2; exit $code; }`,
      'sh',
      place,
      `${projectRoot}/bin/gitphony`,
    ],
    { cwd: project.dir, reject: false, env: { GITPHONY_STATE_DIR: project.path('.gitphony') } },
  );
  expect(ended.exitCode, ended.stderr).toBe(1);
  const left = ended.stderr.split('\n').filter((line) => line.startsWith(place));
  return { execution: JSON.parse(ended.stdout) as Execution, stderr: ended.stderr, left };
}

const script = (more: string): string => `  - id: work
    type: io.kestra.plugin.scripts.shell.Commands
${more}`;

test('under the working folder: the script says so last, and its error shows it', async () => {
  const { execution, left } = await runOn(
    'tmp',
    script('    commands: ["echo begun", "head -c 5000000 /dev/zero > big"]\n'),
  );
  expect(execution.state.current).toBe('FAILED');
  expect(execution.taskRunList[0]?.error).toMatchObject({
    code: 'SCRIPT_FAILED',
    message: 'Command failed with exit code 1',
    lastLines: [expect.stringContaining('No space left on device')],
  });
  expect(left).toEqual([]);
});

test('under the input files', async () => {
  const { execution, left } = await runOn(
    'tmp',
    script('    commands: ["head -c 900000 /dev/zero > big"]\n    outputFiles: [big]\n') +
      script(
        '    inputFiles: {one: "{{ outputs.work.outputFiles.big }}", two: "{{ outputs.work.outputFiles.big }}"}\n    commands: ["true"]\n',
      ).replace('id: work', 'id: full'),
  );
  expect(execution.taskRunList.map(({ state }) => state.current)).toEqual(['SUCCESS', 'FAILED']);
  expect(execution.taskRunList[1]?.error).toMatchObject({
    code: 'DISK_FULL',
    message: expect.stringMatching(/^the disk is full: cannot write .*\/tmp\/.*\/two$/u),
    hint: expect.stringContaining('GITPHONY_STATE_DIR'),
  });
  expect(left).toEqual([]);
});

test('under the storage of output files', async () => {
  const { execution, left, stderr } = await runOn(
    'storage',
    script('    commands: ["head -c 5000000 /dev/zero > big"]\n    outputFiles: [big]\n'),
  );
  expect(execution.taskRunList[0]?.error).toMatchObject({
    code: 'STORAGE_WRITE_FAILED',
    message: expect.stringMatching(/^cannot store the file "big": ENOSPC/u),
    hint: expect.stringContaining('GITPHONY_STATE_DIR'),
  });
  expect(stderr).toContain('task work: cannot store the file "big"');
  expect(left).toEqual([]);
  expect(await readdir(project.path('.gitphony', 'tmp'))).toEqual([]);
});
