import { constants } from 'node:os';
import type { RunnerResult } from '../../../contract/runner.ts';
import { durationText, Type } from '../../../contract/schema.ts';
import { readDuration } from '../../../plugin-kit/read-duration.ts';
import { parseSize } from '../../../plugin-kit/scripts/sizes.ts';

/** What a command and everything that it starts may use, each process for itself (setrlimit(2)). Kestra has none of it. */
export const processLimits = Type.Object(
  {
    memory: Type.Optional(
      Type.String({
        description:
          'Memory of each process, e.g. `2GB`. Counts what is reserved, so runtimes that reserve much (Java, Go, Node.js) need more than they use.',
      }),
    ),
    cpuTime: Type.Optional(durationText({ description: 'Computing time of each process, in whole seconds: `PT10M`.' })),
    fileSize: Type.Optional(Type.String({ description: 'Size of each file that is written, e.g. `10GB`.' })),
    openFiles: Type.Optional(Type.Integer({ minimum: 8, description: 'How many files a process may have open.' })),
  },
  {
    additionalProperties: false,
    description:
      'Limits for the command and what it starts, for each process. Gitphony’s own: Kestra has no such property.',
  },
);

type ProcessLimits = typeof processLimits.static;

/** The command behind its limits: a shell sets them and becomes the command. As it is where there are none. */
export function withLimits(argv: readonly string[], limits: ProcessLimits = {}): readonly string[] {
  const { memory, cpuTime, fileSize, openFiles } = limits;
  const steps = [
    // In KiB, in seconds, in blocks of 512 bytes: ulimit of POSIX shells.
    ...(memory === undefined ? [] : [`ulimit -v ${Math.ceil(parseSize('limits.memory', memory) / 1024)}`]),
    ...(cpuTime === undefined ? [] : [cpuLimit(Math.ceil(readDuration('limits.cpuTime', cpuTime) / 1000))]),
    ...(fileSize === undefined ? [] : [`ulimit -f ${Math.ceil(parseSize('limits.fileSize', fileSize) / 512)}`]),
    ...(openFiles === undefined ? [] : [`ulimit -n ${openFiles}`]),
  ];
  return steps.length === 0 ? argv : ['/bin/sh', '-c', `${steps.join(' && ')} && exec "$@"`, 'sh', ...argv];
}

/** SIGXCPU at the limit, SIGKILL a second later: where both are the same, only SIGKILL comes, which has many causes. */
function cpuLimit(seconds: number): string {
  return `ulimit -S -t ${seconds} && ulimit -H -t ${seconds + 1}`;
}

/** A result with the limit that ended the command, where the system says so by a signal; a shell hands its number on. */
export function explainLimit(result: RunnerResult, { cpuTime, fileSize }: ProcessLimits = {}): RunnerResult {
  const wasEndedBy = (signal: 'SIGXCPU' | 'SIGXFSZ'): boolean => result.exitCode === 128 + constants.signals[signal];
  if (cpuTime !== undefined && wasEndedBy('SIGXCPU'))
    return { ...result, cause: `The command used up limits.cpuTime of the taskRunner (${cpuTime}).` };
  if (fileSize !== undefined && wasEndedBy('SIGXFSZ'))
    return { ...result, cause: `A file grew beyond limits.fileSize of the taskRunner (${fileSize}).` };
  return result;
}
