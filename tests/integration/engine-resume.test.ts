import { type ChildProcess, spawn } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { findOwner, readExecution, readJournal } from '../../src/engine/index.ts';
import { processStartTime } from '../../src/util/process-identity.ts';

const id = 'resumeTest1';
let bundleFolder = '';

beforeAll(async () => {
  // Inside the project, so that packages are found from there.
  bundleFolder = await mkdtemp(fileURLToPath(new URL('../../node_modules/.engine-test-', import.meta.url)));
  await build({
    entryPoints: [fileURLToPath(new URL('../support/engine-child.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: join(bundleFolder, 'child.mjs'),
  });
});
afterAll(() => rm(bundleFolder, { recursive: true, force: true }));

interface Scene extends AsyncDisposable {
  readonly folder: string;
  readonly directory: string;
  effects(): Promise<string[]>;
  start(mode: 'start' | 'resume', ...rest: string[]): { child: ChildProcess; output: Promise<string> };
}

async function createScene(): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-resume-'));
  const started: ChildProcess[] = [];
  const effects = async (): Promise<string[]> =>
    (await readFile(join(folder, 'effects'), 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  return {
    folder,
    directory: join(folder, 'executions', id),
    effects,
    start(mode, ...rest) {
      const child = spawn(process.execPath, [join(bundleFolder, 'child.mjs'), folder, mode, id, ...rest], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      started.push(child);
      let text = '';
      child.stdout?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      return { child, output: new Promise((resolve) => child.on('close', () => resolve(text.trim()))) };
    },
    async [Symbol.asyncDispose]() {
      for (const child of started) child.kill('SIGKILL');
      for (const pid of pidsIn(await effects())) {
        if (processStartTime(pid) !== undefined) process.kill(pid, 'SIGKILL');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const pidsIn = (effects: readonly string[]): number[] =>
  effects.filter((line) => line.startsWith('pids ')).flatMap((line) => line.split(' ').slice(1).map(Number));

/** Starts the flow and kills the process, hard, while `gate` hangs in its child. */
async function killInTheMiddle(scene: Scene, ...rest: string[]): Promise<number[]> {
  const { child, output } = scene.start('start', ...rest);
  while (pidsIn(await scene.effects()).length < 2) await sleep(20);
  child.kill('SIGKILL');
  await output;
  return pidsIn(await scene.effects());
}

const taskStates = (execution: Execution): string[] =>
  execution.taskRunList.map(({ taskId, value, state }) => `${taskId}${value ?? ''} ${state.current}`);

test('after kill -9 a resume ends the survivors, repeats nothing that is recorded, and runs the interrupted task again', async () => {
  await using scene = await createScene();
  const pids = await killInTheMiddle(scene);
  expect(pids.map((pid) => processStartTime(pid) !== undefined)).toEqual([true, true]);
  const before = await readExecution(scene.directory);
  expect(before.state.current).toBe('RUNNING');
  expect(findOwner(scene.directory)).toBeUndefined();

  const { output } = scene.start('resume');
  expect(await output).toBe('SUCCESS');
  expect(pids.map((pid) => processStartTime(pid))).toEqual([undefined, undefined]);
  const effects = (await scene.effects()).filter((line) => !line.startsWith('pids'));
  const gate = before.taskRunList.find(({ taskId, value }) => taskId === 'gate' && value === 'b');
  expect(effects).toEqual([
    'first 1 4.0',
    'turn a',
    'turn b',
    `first 1 4.0/turn b attempt 1 interrupted false id ${gate?.id}`,
    `first 1 4.0/turn b attempt 2 interrupted true id ${gate?.id}`,
    'turn c',
    'last first 1 4.0/turn b',
  ]);
  const after = await readExecution(scene.directory);
  expect(after.state.histories.map(({ state }) => state)).toEqual([
    'CREATED',
    'RUNNING',
    'RESTARTED',
    'RUNNING',
    'SUCCESS',
  ]);
  expect(taskStates(after)).toEqual([
    'first SUCCESS',
    'loop SUCCESS',
    'turna SUCCESS',
    'gatea SKIPPED',
    'turnb SUCCESS',
    'gateb SUCCESS',
    'turnc SUCCESS',
    'gatec SKIPPED',
    'last SUCCESS',
  ]);
  expect(JSON.parse(await readFile(join(scene.directory, 'execution.json'), 'utf8'))).toMatchObject({
    state: { current: 'SUCCESS' },
  });
  expect(await readdir(join(scene.folder, 'tmp'))).toEqual([]);
  expect(await scene.start('resume').output).toMatch(/^EXECUTION_ENDED: .* ended as SUCCESS/);
});

test('a type that must not be repeated fails, one that can be taken up again sees that it was interrupted', async () => {
  await using failing = await createScene();
  await killInTheMiddle(failing, 'fail');
  expect(await failing.start('resume', 'fail').output).toBe('FAILED');
  const failed = await readExecution(failing.directory);
  expect(failed.taskRunList.find(({ value, taskId }) => taskId === 'gate' && value === 'b')).toMatchObject({
    state: { current: 'FAILED' },
    attempts: [{ error: { code: 'INTERRUPTED' } }],
  });
  await using reattaching = await createScene();
  await killInTheMiddle(reattaching, 'reattach');
  expect(await reattaching.start('resume', 'reattach').output).toBe('SUCCESS');
});

test('refused: while the owner lives, for another revision, and twice at once', async () => {
  await using scene = await createScene();
  const running = scene.start('start');
  while (pidsIn(await scene.effects()).length < 2) await sleep(20);
  expect(findOwner(scene.directory)?.pid).toBe(running.child.pid);
  expect(await scene.start('resume').output).toMatch(/^EXECUTION_RUNNING: .*process \d+ works on it/);
  running.child.kill('SIGKILL');
  await running.output;
  expect(await scene.start('resume', 'rerun', 'other').output).toMatch(/^FLOW_CHANGED/);
  const several = await Promise.all(Array.from({ length: 4 }, () => scene.start('resume').output));
  expect(several.filter((output) => output === 'SUCCESS')).toHaveLength(1);
  for (const output of several) expect(output).toMatch(/^(SUCCESS$|EXECUTION_(BUSY|RUNNING|ENDED):)/);
});

test('a torn last line is left out; any other damage is told with file and line', async () => {
  await using scene = await createScene();
  await killInTheMiddle(scene);
  const file = join(scene.directory, 'journal.jsonl');
  const whole = await readFile(file, 'utf8');
  const events = readJournal(scene.directory).length;
  await truncate(file, whole.length - 5);
  expect(readJournal(scene.directory)).toHaveLength(events - 1);
  await appendFile(file, '\n');
  expect(() => readJournal(scene.directory)).toThrow(
    expect.objectContaining({ code: 'JOURNAL_BROKEN', message: expect.stringContaining(`:${events}:`) }),
  );
  const lines = whole.split('\n');
  await writeFile(file, [...lines.slice(0, 3), ...lines.slice(4)].join('\n'));
  expect(() => readJournal(scene.directory)).toThrow(/expected event 0\/3/);
  await writeFile(file, whole.replace('"v":1', '"v":9'));
  expect(() => readJournal(scene.directory)).toThrow(expect.objectContaining({ code: 'JOURNAL_NEWER' }));
  expect(() => readJournal(scene.folder)).toThrow(expect.objectContaining({ code: 'EXECUTION_NOT_FOUND' }));
});

test('a resume is right wherever the journal was cut', async () => {
  await using scene = await createScene();
  // The cuts below forget the child that the first process left behind.
  for (const pid of await killInTheMiddle(scene)) process.kill(pid, 'SIGKILL');
  const file = join(scene.directory, 'journal.jsonl');
  const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
  for (const keep of [3, 6, 8, 11, 14, 17, lines.length - 2]) {
    await rm(join(scene.directory, 'journal.1.jsonl'), { force: true });
    await writeFile(file, `${lines.slice(0, keep).join('\n')}\n{"v":1,"se`);
    await writeFile(join(scene.folder, 'effects'), '');
    const { output, child } = scene.start('resume');
    // Where the gate has not begun yet, its first attempt hangs as before.
    const hangs = async (): Promise<boolean> => pidsIn(await scene.effects()).length >= 2;
    while (child.exitCode === null && !(await hangs())) await sleep(20);
    if (child.exitCode === null) child.kill('SIGTERM');
    expect(await output).toMatch(/^(SUCCESS|KILLED)$/);
    const { taskRunList } = await readExecution(scene.directory);
    const finished = lines
      .slice(0, keep)
      .filter((line) => line.includes('"taskrun.state"') && line.includes('"SUCCESS"')).length;
    const repeated = (await scene.effects()).filter(
      (line) => /^(first|turn)/.test(line) && !line.includes('attempt'),
    ).length;
    expect(repeated + finished).toBeLessThanOrEqual(taskRunList.length);
  }
});
