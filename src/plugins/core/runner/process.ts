import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { TaskError } from '../../../contract/errors.ts';
import { defineRunner, type RunnerCommand, type RunnerResult } from '../../../contract/runner.ts';
import { Type } from '../../../contract/schema.ts';
import { commandNotFound } from '../../../plugin-kit/scripts/command-not-found.ts';
import { inheritedEnvironment } from './inherited-environment.ts';
import { endGroup, isGroupAlive } from './process-group.ts';

type Child = ChildProcessByStdio<null, Readable, Readable>;

/**
 * Runs a command as a process of this machine. By node:child_process and not execa: what is needed beyond it, ending a whole
 * process group and reading with back-pressure, execa does not do, and it costs about 100 ms to load.
 */
export const processRunner = defineRunner({
  type: 'io.kestra.plugin.core.runner.Process',
  title: 'Run commands as processes of the machine that the flow runs on.',
  description:
    'The command sees an allow-list of the environment (PATH, HOME, language, time zone, proxies) and the task’s own `env`, ' +
    'never the tokens of the runner. When the task is cancelled or times out, the command and everything it started get ' +
    'SIGTERM, and SIGKILL five seconds later. Processes that a command leaves behind are ended with it.',
  properties: Type.Object({}),
  examples: [
    {
      title: 'A shell command without a container',
      code: `id: on_this_machine
namespace: company.team
tasks:
  - id: disk
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    commands:
      - df -h .
`,
    },
  ],
  async run(command, _properties, context) {
    context.signal.throwIfAborted();
    const child = await start(command);
    const pid = child.pid ?? 0;
    context.childStarted(pid);
    let ending: Promise<void> | undefined;
    const onAbort = (): void => {
      ending ??= endGroup(pid);
    };
    context.signal.addEventListener('abort', onAbort, { once: true });
    if (context.signal.aborted) onAbort();
    try {
      return await finish(child, pid, command, (message) => context.log.warn(message));
    } finally {
      context.signal.removeEventListener('abort', onAbort);
      // Output that nobody could take (a failing log) must not leave the command running.
      ending ??= endGroup(pid);
      await ending;
      context.childEnded(pid);
      context.signal.throwIfAborted();
    }
  },
});

async function start({ argv, directory, environment }: RunnerCommand): Promise<Child> {
  const [program = '', ...args] = argv;
  const env = { ...inheritedEnvironment(process.env), ...environment };
  const child = spawn(program, args, { cwd: directory, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    await once(child, 'spawn');
    return child;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') throw commandNotFound(program, { cause });
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new TaskError('COMMAND_NOT_STARTED', `${program} could not be started: ${detail}`, {
      cause,
      retryable: false,
      hint: 'Check that it is an executable file for this machine, and that arguments stay under 128 KiB each.',
    });
  }
}

async function finish(
  child: Child,
  pid: number,
  command: RunnerCommand,
  warn: (message: string) => void,
): Promise<RunnerResult> {
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const reading = Promise.all([
    pump(child.stdout, (chunk) => command.onStdout(chunk)),
    pump(child.stderr, (chunk) => command.onStderr(chunk)),
  ]);
  const [result] = await Promise.all([exited.then((end) => afterExit(pid, end, warn)), reading]);
  return result;
}

/** A background process would hold the output open, and outlive its working directory: it goes with the command. */
async function afterExit(
  pid: number,
  [code, signal]: [number | null, NodeJS.Signals | null],
  warn: (message: string) => void,
): Promise<RunnerResult> {
  if (isGroupAlive(pid)) {
    warn('The command left processes running in the background; they are ended now.');
    await endGroup(pid);
  }
  if (signal === null) return { exitCode: code ?? 1 };
  return { exitCode: 128 + constants.signals[signal], signal };
}

/** Reads to the end, one chunk at a time: the pipe fills up, and the command waits, where the reader is slow. */
async function pump(stream: Readable, take: (chunk: Buffer) => Promise<void>): Promise<void> {
  for await (const chunk of stream) await take(chunk as Buffer);
}
