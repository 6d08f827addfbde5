import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RunnerCommand, RunnerContext } from '../../../contract/runner.ts';
import { taskErrorOf } from '../../../../tests/support/run-task.ts';
import { processRunner } from './process.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gitphony-process-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

function execute(
  argv: readonly string[],
  options: {
    signal?: AbortSignal;
    onStdout?: RunnerCommand['onStdout'];
    environment?: Record<string, string>;
    limits?: Parameters<typeof processRunner.run>[1]['limits'];
  } = {},
) {
  const seen = { out: '', err: '', started: [] as number[], ended: [] as number[], warnings: [] as string[] };
  const ignore = (): void => undefined;
  const warn = (message: string): void => void seen.warnings.push(message);
  const context: RunnerContext = {
    execution: { id: 'e', namespace: 'n', flowId: 'f', flowRevision: 1 },
    taskRun: { id: 'r', taskId: 't', taskType: 't', attempt: 1, interrupted: false },
    signal: options.signal ?? new AbortController().signal,
    log: { trace: ignore, debug: ignore, info: ignore, warn, error: ignore, log: ignore },
    childStarted: (pid) => seen.started.push(pid),
    childEnded: (pid) => seen.ended.push(pid),
  };
  const command: RunnerCommand = {
    argv,
    directory: folder,
    environment: options.environment ?? {},
    onStdout: options.onStdout ?? (async (chunk) => void (seen.out += chunk.toString())),
    onStderr: async (chunk) => void (seen.err += chunk.toString()),
  };
  return {
    seen,
    result: processRunner.run(command, options.limits === undefined ? {} : { limits: options.limits }, context),
  };
}

it('answers exit code and both outputs, in the given folder', async () => {
  const { seen, result } = execute(['/bin/sh', '-c', 'pwd; echo oops >&2; exit 7']);
  expect(await result).toEqual({ exitCode: 7 });
  expect(seen).toMatchObject({ out: `${folder}\n`, err: 'oops\n' });
  expect(seen.ended).toEqual(seen.started);
});

it('answers 128 + signal for a command that was killed', async () => {
  const { result } = execute(['/bin/sh', '-c', 'kill -9 $$']);
  expect(await result).toEqual({ exitCode: 137, signal: 'SIGKILL' });
});

it('names a program that is not there, and how to get it', async () => {
  const error = await taskErrorOf(execute(['gitphony-no-such-program']).result);
  expect(error).toMatchObject({ code: 'COMMAND_NOT_FOUND', message: 'gitphony-no-such-program: not found' });
});

it('shows the child an allow-list and the task’s own variables, never the action’s authority', async () => {
  for (const name of [
    'ACTIONS_RUNTIME_TOKEN',
    'INPUT_SECRETS',
    'GITHUB_TOKEN',
    'GITHUB_ENV',
    'GITHUB_PATH',
    'SECRET_X',
  ]) {
    vi.stubEnv(name, 'do-not-show');
  }
  vi.stubEnv('LC_ALL', 'C.UTF-8');
  const { seen, result } = execute(['/usr/bin/env'], { environment: { MINE: 'yes' } });
  await result;
  expect(seen.out).not.toContain('do-not-show');
  expect(seen.out).toMatch(/^PATH=/mu);
  expect(seen.out).toMatch(/^LC_ALL=C\.UTF-8$/mu);
  expect(seen.out).toMatch(/^MINE=yes$/mu);
});

it('ends the whole group when it is cancelled', async () => {
  const controller = new AbortController();
  const reason = new Error('cancelled by hand');
  const { seen, result } = execute(['/bin/sh', '-c', 'sleep 600 & echo $!; wait'], {
    signal: controller.signal,
  });
  await vi.waitFor(() => expect(seen.out).toMatch(/\d+\n/u));
  controller.abort(reason);
  await expect(result).rejects.toBe(reason);
  expect(isAlive(Number(seen.out))).toBe(false);
  expect(seen.ended).toEqual(seen.started);
});

it('kills a group that does not listen', async () => {
  const controller = new AbortController();
  const { seen, result } = execute(['/bin/sh', '-c', 'trap "" TERM; echo ready; while :; do sleep 0.1; done'], {
    signal: controller.signal,
  });
  await vi.waitFor(() => expect(seen.out).toBe('ready\n'));
  const started = performance.now();
  controller.abort(new Error('enough'));
  await expect(result).rejects.toThrow('enough');
  expect(performance.now() - started).toBeGreaterThan(4900);
});

it('does not wait for a background process that holds the output, and leaves nothing running', async () => {
  const { seen, result } = execute(['/bin/sh', '-c', 'sleep 600 & echo $!']);
  expect(await result).toEqual({ exitCode: 0 });
  expect(isAlive(Number(seen.out))).toBe(false);
  expect(seen.warnings).toHaveLength(1);
});

it('says nothing of a helper that ends just behind its command, however long that was silent', async () => {
  const { seen, result } = execute(['/bin/sh', '-c', 'sleep 0.7; sleep 0.8 & sleep 0.7']);
  expect(await result).toEqual({ exitCode: 0 });
  expect(seen.warnings).toEqual([]);
});

it('ends processes in sessions of their own when it is cancelled, and what ignores SIGTERM', async () => {
  const controller = new AbortController();
  const { seen, result } = execute(
    ['/bin/sh', '-c', 'setsid sh -c \'trap "" TERM; echo $$; while :; do sleep 0.2; done\' & wait'],
    { signal: controller.signal },
  );
  await vi.waitFor(() => expect(seen.out).toMatch(/\d+\n/u));
  controller.abort(new Error('enough'));
  await expect(result).rejects.toThrow('enough');
  await vi.waitFor(() => expect(isAlive(Number(seen.out))).toBe(false));
});

it('does not wait for a session of its own that holds the output', async () => {
  const { seen, result } = execute([
    '/bin/sh',
    '-c',
    "setsid sh -c 'echo $$; exec sleep 600' & while kill -0 -$! 2>/dev/null; [ $? -ne 0 ]; do sleep 0.02; done",
  ]);
  expect(await result).toEqual({ exitCode: 0 });
  expect(isAlive(Number(seen.out))).toBe(false);
  expect(seen.warnings.join()).toContain('session of their own');
});

it('lets a daemon be that has let go of everything', async () => {
  const { seen, result } = execute([
    '/bin/sh',
    '-c',
    "setsid sh -c 'echo $$ > pid; exec sleep 600 >/dev/null 2>&1' & while [ ! -s pid ]; do sleep 0.02; done; sleep 0.1; cat pid",
  ]);
  expect(await result).toEqual({ exitCode: 0 });
  const pid = Number(seen.out);
  expect(isAlive(pid)).toBe(true);
  process.kill(pid);
});

it('reads all that a command printed last, however slow the reader is', async () => {
  let bytes = 0;
  const { result } = execute(['/bin/sh', '-c', 'head -c 60000 /dev/zero; printf x'], {
    async onStdout(chunk) {
      bytes += chunk.length;
      await new Promise((resolve) => setTimeout(resolve, 700));
    },
  });
  await result;
  expect(bytes).toBe(60_001);
});

it('reads no further while its reader is busy', async () => {
  let running = 0;
  let most = 0;
  let bytes = 0;
  const { result } = execute(['/bin/sh', '-c', 'head -c 2000000 /dev/zero'], {
    async onStdout(chunk) {
      most = Math.max(most, ++running);
      bytes += chunk.length;
      await new Promise((resolve) => setTimeout(resolve, 1));
      running--;
    },
  });
  await result;
  expect({ most, bytes }).toEqual({ most: 1, bytes: 2_000_000 });
});

it('ends the command where its output cannot be taken', async () => {
  const { seen, result } = execute(['/bin/sh', '-c', 'echo x; sleep 600'], {
    async onStdout() {
      throw new Error('disk full');
    },
  });
  await expect(result).rejects.toThrow('disk full');
  expect(isAlive(seen.started[0] ?? 0)).toBe(false);
});

it('sets limits for the command and what it starts', async () => {
  const ask = 'ulimit -v; ulimit -t; ulimit -f; ulimit -n';
  const limits = { memory: '256MB', cpuTime: 'PT1M30S', fileSize: '1MB', openFiles: 64 };
  const { seen, result } = execute(['/bin/sh', '-c', `sh -c '${ask}'`], { limits });
  expect(await result).toEqual({ exitCode: 0 });
  expect(seen.out.trim().split('\n')).toEqual(['262144', '90', '2048', '64']);
});

it.each([
  [{ cpuTime: 'PT1S' }, 'while :; do :; done', /^The command used up limits\.cpuTime of the taskRunner \(PT1S\)/u],
  [{ fileSize: '1MB' }, 'exec head -c 2000000 /dev/zero > big', /^A file grew beyond limits\.fileSize .*\(1MB\)/u],
])('says that the limit %j ended the command', async (limits, line, cause) => {
  const result = await execute(['/bin/sh', '-c', line], { limits }).result;
  expect(result.exitCode).toBeGreaterThan(128);
  expect(result.cause).toMatch(cause);
});

it('lets a command fail that asks for more memory than it may have', async () => {
  const argv = ['python3', '-c', 'bytearray(500_000_000)'];
  const { seen, result } = execute(argv, { limits: { memory: '300MB' } });
  expect(await result).toEqual({ exitCode: 1 });
  expect(seen.err).toContain('MemoryError');
});

it('refuses limits that are none, and names a program that is not there', async () => {
  const wrong = await taskErrorOf(execute(['true'], { limits: { memory: 'much' } }).result);
  expect(wrong).toMatchObject({ code: 'SIZE_INVALID', message: expect.stringContaining('limits.memory') });
  const { result, seen } = execute(['gitphony-no-such-program'], { limits: { openFiles: 64 } });
  expect(await result).toEqual({ exitCode: 127 });
  expect(seen.err).toMatch(/gitphony-no-such-program: not found/u);
});

it('starts nothing once cancelled', async () => {
  const { seen, result } = execute(['/bin/true'], { signal: AbortSignal.abort(new Error('too late')) });
  await expect(result).rejects.toThrow('too late');
  expect(seen.started).toEqual([]);
});

/** A zombie is not alive: it only waits for this container's first process to collect it. */
function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /u.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
