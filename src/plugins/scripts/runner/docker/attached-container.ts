import type { StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunnerCommand, RunnerContext } from '../../../../contract/runner.ts';
import { closeEnvironment, type ContainerEnvironment } from './container-environment.ts';
import type { DockerCli } from './docker-cli.ts';
import { removeContainers } from './sweep-containers.ts';

/** How the command that follows a container ended. */
export interface AttachedEnd {
  readonly exitCode: number;
  /** The end of its error output, where the engine's complaints stand among the program's own lines. */
  readonly tail: string;
}

/** Enough for the engine's longest complaint. */
const TAIL_BYTES = 8192;

/** Between two tries to stop a container that may not be there yet, in milliseconds. */
const STOP_AGAIN = 200;

/**
 * Runs `docker run` or `docker start --attach` to its end, hands the output on, and stops the container where the task is
 * stopped: SIGTERM, and SIGKILL after the grace (milliseconds).
 */
export async function runAttached(
  cli: DockerCli,
  container: string,
  args: readonly string[],
  environment: ContainerEnvironment,
  command: Pick<RunnerCommand, 'onStdout' | 'onStderr'>,
  context: Pick<RunnerContext, 'signal' | 'childStarted' | 'childEnded'>,
  grace: number,
): Promise<AttachedEnd> {
  context.signal.throwIfAborted();
  const stdio: StdioOptions = [
    'ignore',
    'pipe',
    'pipe',
    ...(environment.descriptor === undefined ? [] : [environment.descriptor]),
  ];
  const child = await cli.start(args, { env: environment.env, stdio }).finally(() => closeEnvironment(environment));
  const pid = child.pid ?? 0;
  context.childStarted(pid);
  let ended = false;
  let stopping: Promise<void> | undefined;
  const onAbort = (): void => {
    stopping ??= stop(cli, container, grace, () => ended);
  };
  context.signal.addEventListener('abort', onAbort, { once: true });
  if (context.signal.aborted) onAbort();
  const tail = new Tail();
  const exited = (once(child, 'exit') as Promise<[number | null]>).finally(() => {
    ended = true;
  });
  try {
    const [[code]] = await Promise.all([
      exited,
      pump(child.stdout, (chunk) => command.onStdout(chunk)),
      pump(child.stderr, (chunk) => {
        tail.take(chunk);
        return command.onStderr(chunk);
      }),
    ]);
    return { exitCode: code ?? 1, tail: tail.text };
  } finally {
    context.signal.removeEventListener('abort', onAbort);
    // Output that nobody could take (a failing log) must not leave the container running.
    if (!ended) await removeContainers(cli, [container]);
    await stopping;
    // Between making and starting, a container that is stopped is not removed by itself.
    if (stopping !== undefined) await removeContainers(cli, [container]);
    await exited.catch((): undefined => undefined);
    context.childEnded(pid);
  }
}

/** The container may be about to be made when its task is stopped: tries until the command that follows it has ended. */
async function stop(cli: DockerCli, container: string, grace: number, hasEnded: () => boolean): Promise<void> {
  while (!hasEnded()) {
    if (grace > 0) await cli.call(['stop', '--time', String(Math.ceil(grace / 1000)), container]);
    else await cli.call(['kill', container]);
    if (!hasEnded()) await delay(STOP_AGAIN);
  }
}

/** Reads to the end, one chunk at a time: the pipe fills up, and the container waits, where the reader is slow. */
async function pump(stream: Readable, take: (chunk: Buffer) => Promise<void>): Promise<void> {
  for await (const chunk of stream) await take(chunk as Buffer);
}

/** The last bytes of a stream. */
class Tail {
  #bytes = Buffer.alloc(0);

  take(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES);
  }

  get text(): string {
    return this.#bytes.toString('utf8');
  }
}
