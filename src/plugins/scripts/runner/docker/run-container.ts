import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { TaskError } from '../../../../contract/errors.ts';
import type { RunnerCommand, RunnerContext, RunnerResult } from '../../../../contract/runner.ts';
import type { DockerProperties } from '../../../../plugin-kit/scripts/docker-properties.ts';
import { readDuration } from '../../../../plugin-kit/read-duration.ts';
import { type AttachedEnd, runAttached } from './attached-container.ts';
import { complaintIn, containerResult, isUnseenFolder, RUN_CODES, START_CODES, startError } from './container-end.ts';
import { closeEnvironment, containerEnvironment } from './container-environment.ts';
import { containerOptions, csvLine } from './container-options.ts';
import { copyIn, copyOut } from './copy-files.ts';
import type { DockerCli } from './docker-cli.ts';
import { ownerLabels } from './owner-labels.ts';
import { forgetImages } from './provide-image.ts';
import { reclaimFiles } from './reclaim-files.ts';
import { removeContainers } from './sweep-containers.ts';

/** All that one container is made of. */
interface Container {
  readonly cli: DockerCli;
  readonly name: string;
  readonly command: RunnerCommand & { readonly containerImage: string };
  readonly properties: DockerProperties;
  readonly context: RunnerContext;
  readonly started: number;
}

/** Engines that turned out not to see this machine's files. */
const elsewhere = new Set<string>();

/** Runs a command in a container of an image that is there, and removes the container. */
export async function runContainer(
  cli: DockerCli,
  command: Container['command'],
  properties: DockerProperties,
  context: RunnerContext,
): Promise<RunnerResult> {
  const name = `gitphony-${context.taskRun.id.toLowerCase()}-${context.taskRun.attempt}-${randomBytes(4).toString('hex')}`;
  const container: Container = { cli, name, command, properties, context, started: Date.now() };
  const strategy = properties.fileHandlingStrategy ?? (elsewhere.has(cli.engine) ? 'VOLUME' : undefined);
  if (strategy === 'VOLUME') return withCopies(container);
  const end = await withMounts(container);
  const complaint = complaintIn(end, RUN_CODES);
  if (complaint === undefined) return containerResult(cli, name, end.exitCode, container.started, properties);
  if (!isUnseenFolder(complaint)) throw failureOf(container, complaint);
  if (strategy === 'MOUNT') {
    throw new TaskError(
      'DOCKER_MOUNT_FAILED',
      `the engine does not see the folder ${command.directory} of this machine`,
      {
        retryable: false,
        hint: 'Leave out fileHandlingStrategy: MOUNT; the files are then copied.',
      },
    );
  }
  elsewhere.add(cli.engine);
  context.log.debug('The engine does not see the files of this machine: they are copied into containers, and back.');
  return withCopies({ ...container, name: `${name}-copy` });
}

/** The fast way: one command, in which the engine sees this machine's files. */
async function withMounts(container: Container): Promise<AttachedEnd> {
  const { cli, command, properties, context } = container;
  const mounts = [
    '--mount',
    mount(command.directory, true),
    ...(command.mounts ?? []).flatMap(({ path, writable = false }) => ['--mount', mount(path, writable)]),
  ];
  const removal = properties.delete === false ? [] : ['--rm'];
  try {
    return await attach(container, ['run', ...removal], mounts);
  } finally {
    const labels = Object.entries(ownerLabels(context)).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
    await reclaimFiles(cli, command.containerImage, command.directory, labels);
    context.signal.throwIfAborted();
  }
}

/** The way that works with any engine: make the container, copy the files into it, run it, copy them back. */
async function withCopies(container: Container): Promise<RunnerResult> {
  const { cli, name, command, properties, context } = container;
  try {
    const environment = containerEnvironment(command.environment, dirname(command.directory));
    const made = await runAttached(
      cli,
      name,
      ['create', ...wordsFor(container, [], environment.args)],
      environment,
      { onStdout: async () => undefined, onStderr: async () => undefined },
      context,
      0,
    );
    context.signal.throwIfAborted();
    if (made.exitCode !== 0) throw failureOf(container, made.tail);
    await copyIn(cli, name, command);
    context.signal.throwIfAborted();
    const nothing = { args: [], env: {}, descriptor: undefined };
    const end = await runAttached(
      cli,
      name,
      ['start', '--attach', name],
      nothing,
      command,
      context,
      graceOf(properties),
    );
    context.signal.throwIfAborted();
    const complaint = complaintIn(end, START_CODES);
    if (complaint !== undefined) throw failureOf(container, complaint);
    const result = await containerResult(cli, name, end.exitCode, container.started, properties);
    await copyOut(cli, name, command.directory);
    return result;
  } finally {
    if (properties.delete !== false || context.signal.aborted) await removeContainers(cli, [name]);
  }
}

async function attach(container: Container, verb: readonly string[], files: readonly string[]): Promise<AttachedEnd> {
  const { cli, name, command, properties, context } = container;
  const environment = containerEnvironment(command.environment, dirname(command.directory));
  let words: readonly string[];
  try {
    words = [...verb, ...wordsFor(container, files, environment.args)];
  } catch (error) {
    closeEnvironment(environment);
    throw error;
  }
  const end = await runAttached(cli, name, words, environment, command, context, graceOf(properties));
  context.signal.throwIfAborted();
  return end;
}

function wordsFor(
  { name, command, properties, context }: Container,
  files: readonly string[],
  variables: readonly string[],
): string[] {
  const entryRest = properties.entryPoint?.slice(1) ?? [];
  return [
    ...containerOptions(name, properties, command, context),
    ...files,
    ...variables,
    command.containerImage,
    ...entryRest,
    ...command.argv,
  ];
}

function mount(path: string, writable: boolean): string {
  return csvLine(['type=bind', `source=${path}`, `target=${path}`, ...(writable ? [] : ['readonly'])]);
}

function failureOf({ command }: Container, complaint: string): TaskError {
  const error = startError(command.containerImage, complaint);
  if (error.code === 'IMAGE_NOT_FOUND') forgetImages();
  return error;
}

function graceOf({ killGracePeriod = 'PT5S' }: DockerProperties): number {
  return readDuration('killGracePeriod', killGracePeriod);
}
