import { TaskError } from '../../../../contract/errors.ts';
import type { RunnerResult } from '../../../../contract/runner.ts';
import type { DockerProperties } from '../../../../plugin-kit/scripts/docker-properties.ts';
import { howToGet } from '../../../../plugin-kit/scripts/command-not-found.ts';
import type { AttachedEnd } from './attached-container.ts';
import type { DockerCli } from './docker-cli.ts';
import { engineError, lastLines } from './engine-error.ts';

/** Exit codes by which `docker run` says that it was the engine that failed: see its manual, "Exit status". */
export const RUN_CODES: ReadonlySet<number> = new Set([125, 126, 127]);

/** The same for `docker start --attach`, which knows fewer. */
export const START_CODES: ReadonlySet<number> = new Set([1, 125, 126, 127]);

/** The engine's complaint in the end of an error output, where it was the engine that failed; undefined where the command did. */
export function complaintIn({ exitCode, tail }: AttachedEnd, codes: ReadonlySet<number>): string | undefined {
  if (!codes.has(exitCode)) return undefined;
  const lines = tail.trimEnd().split('\n');
  // The complaint is the very last that is printed, in as many lines as it needs.
  let first = lines.findLastIndex(isComplaint);
  if (first === -1) return undefined;
  while (isComplaint(lines[first - 1] ?? '')) first -= 1;
  return lines.slice(first).join('\n');
}

/** How the complaints of Docker's and podman's commands begin. */
function isComplaint(line: string): boolean {
  return /^(?:docker: |Error response from daemon: |Error: (?:failed to start|runc|crun|short-name)|error waiting for container|Cannot connect to the Docker daemon|Unable to find image|time="[^"]*" level=error )/u.test(
    line,
  );
}

/** The engine does not see this machine's files. */
export function isUnseenFolder(complaint: string): boolean {
  return /bind source path does not exist|mounts denied|not shared from the host|statfs .*: no such file/iu.test(
    complaint,
  );
}

/** The error of a container that could not be made or started. */
export function startError(image: string, complaint: string): TaskError {
  const detail = lastLines(complaint);
  const missing = /exec: "?([^":]+)"?: (?:executable file not found|stat [^:]+: no such file)/u.exec(complaint)?.[1];
  if (missing !== undefined) {
    return new TaskError('COMMAND_NOT_FOUND', `${missing}: not found in image ${image}`, {
      retryable: false,
      hint: howToGet(missing, image),
    });
  }
  if (/exec format error/iu.test(complaint)) {
    return new TaskError('IMAGE_WRONG_PLATFORM', `the image ${image} is made for another kind of machine: ${detail}`, {
      retryable: false,
      hint: 'Name an image for this platform, or set platform at the taskRunner where the engine can emulate it.',
    });
  }
  if (/no such image|unable to find image/iu.test(complaint)) {
    return new TaskError('IMAGE_NOT_FOUND', `the image ${image} has gone from the engine`, { retryable: true });
  }
  if (/error waiting for container|unexpected EOF/iu.test(complaint)) {
    return new TaskError('DOCKER_LOST', `the Docker engine went away while the container ran: ${detail}`, {
      retryable: true,
    });
  }
  return engineError(complaint, 'the container could not be started');
}

/** Exit code of a process that SIGKILL ended. */
const KILLED = 137;

/** The result of a container that ran; one that was killed is asked of the engine whether it ran out of memory. */
export async function containerResult(
  cli: DockerCli,
  container: string,
  exitCode: number,
  since: number,
  { memory }: DockerProperties,
): Promise<RunnerResult> {
  if (exitCode !== KILLED) return { exitCode };
  if (!(await ranOutOfMemory(cli, container, since))) return { exitCode, signal: 'SIGKILL' };
  const limit = memory?.memory === undefined ? '' : ` (limit ${memory.memory})`;
  return {
    exitCode,
    signal: 'SIGKILL',
    cause: `The container ran out of memory${limit}: raise memory.memory at the taskRunner, or have the command need less.`,
  };
}

/** By the engine's record of events, for the container is gone by now. */
async function ranOutOfMemory(cli: DockerCli, container: string, since: number): Promise<boolean> {
  // The engine's clock may go differently from ours, and it counts whole seconds.
  const window = [
    '--since',
    String(Math.floor(since / 1000) - 60),
    '--until',
    String(Math.ceil(Date.now() / 1000) + 1),
  ];
  const { exitCode, stdout } = await cli.call([
    'events',
    ...window,
    '--filter',
    `container=${container}`,
    '--filter',
    'event=oom',
    '--format',
    '{{.Action}}',
  ]);
  return exitCode === 0 && stdout.trim() !== '';
}
