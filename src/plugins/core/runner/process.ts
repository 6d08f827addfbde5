import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { TaskError } from '../../../contract/errors.ts';
import { defineRunner, type RunnerCommand, type RunnerResult } from '../../../contract/runner.ts';
import { Type } from '../../../contract/schema.ts';
import { commandNotFound } from '../../../plugin-kit/scripts/command-not-found.ts';
import { inheritedEnvironment } from '../../../util/inherited-environment.ts';
import { explainLimit, processLimits, withLimits } from './process-limits.ts';
import { createMark, type ProcessMark } from './marked-processes.ts';
import { endGroup, hasGroupEnded } from './process-group.ts';
import { type ProcessOutput, readOutput } from './process-output.ts';

/** Milliseconds of silence after a command's end, by which its output counts as held by others. */
const HELD_MS = 500;

/** What a command's own helpers get to end by themselves: Python's resource tracker is a moment behind its program. */
const HELPER_MS = 200;

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
    'SIGTERM, and SIGKILL five seconds later, on Linux also those that made a session of their own (`setsid`). Processes that a ' +
    'command leaves behind are ended with it; a daemon that has let go of its output and left the process group stays.',
  properties: Type.Object({ limits: Type.Optional(processLimits) }),
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
    {
      title: 'Limits of memory and time',
      code: `id: fenced_in
namespace: company.team
tasks:
  - id: compute
    type: io.kestra.plugin.scripts.python.Script
    timeout: PT10M
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
      limits:
        memory: 2GB
        cpuTime: PT5M
        fileSize: 1GB
    script: print(sum(range(1000)))
`,
    },
  ],
  async run(command, { limits }, context) {
    context.signal.throwIfAborted();
    const mark = createMark();
    const child = await start({ ...command, argv: withLimits(command.argv, limits) }, mark);
    const pid = child.pid ?? 0;
    context.childStarted(pid);
    let ending: Promise<void> | undefined;
    const onAbort = (): void => {
      ending ??= endGroup(pid, mark.find);
    };
    context.signal.addEventListener('abort', onAbort, { once: true });
    if (context.signal.aborted) onAbort();
    let finished = false;
    try {
      const result = await finish(child, mark, command, (message) => context.log.warn(message));
      finished = true;
      return explainLimit(result, limits);
    } finally {
      context.signal.removeEventListener('abort', onAbort);
      // Output that nobody could take (a failing log) must not leave the command running.
      if (!finished) onAbort();
      await ending;
      context.childEnded(pid);
      context.signal.throwIfAborted();
    }
  },
});

async function start({ argv, directory, environment }: RunnerCommand, mark: ProcessMark): Promise<Child> {
  const [program = '', ...args] = argv;
  const env = { ...inheritedEnvironment(process.env), ...environment, ...mark.environment };
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
  mark: ProcessMark,
  command: RunnerCommand,
  warn: (message: string) => void,
): Promise<RunnerResult> {
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const outputs = [
    readOutput(child.stdout, (chunk) => command.onStdout(chunk)),
    readOutput(child.stderr, (chunk) => command.onStderr(chunk)),
  ];
  const ended = exited.then(async ([code, signal]) => {
    await endRest(child.pid ?? 0, outputs, mark, warn);
    return signal === null ? { exitCode: code ?? 1 } : { exitCode: 128 + constants.signals[signal], signal };
  });
  const [result] = await Promise.all([ended, ...outputs.map(({ done }) => done)]);
  return result;
}

/** A background process would hold the output open, and outlive its working directory: it goes with the command. */
async function endRest(
  pid: number,
  outputs: readonly ProcessOutput[],
  mark: ProcessMark,
  warn: (message: string) => void,
): Promise<void> {
  if (!(await hasGroupEnded(pid, HELPER_MS))) {
    warn('The command left processes running in the background; they are ended now.');
    await endGroup(pid);
  }
  if (await haveEnded(outputs)) return;
  warn('The command left processes in a session of their own that hold its output open; they are ended now.');
  await endGroup(pid, mark.find);
  // Whoever lost the mark cannot be ended, and is not waited for.
  if (!(await haveEnded(outputs))) for (const output of outputs) output.drop();
}

/** Once the command has ended, its outputs end as well, unless somebody else has them. */
async function haveEnded(outputs: readonly ProcessOutput[]): Promise<boolean> {
  const ended = await Promise.all(outputs.map((output) => output.silentFor(HELD_MS)));
  return ended.every(Boolean);
}
