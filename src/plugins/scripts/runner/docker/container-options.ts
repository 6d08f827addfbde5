import { TaskError } from '../../../../contract/errors.ts';
import type { RunnerCommand, RunnerContext } from '../../../../contract/runner.ts';
import type { DockerProperties } from '../../../../plugin-kit/scripts/docker-properties.ts';
import { ownerLabels } from './owner-labels.ts';
import { parseSize } from '../../../../plugin-kit/scripts/sizes.ts';

/** The options of `docker run` and `docker create` that follow from a runner's properties, but for files and variables. */
export function containerOptions(
  name: string,
  properties: DockerProperties,
  { directory }: Pick<RunnerCommand, 'directory'>,
  context: Pick<RunnerContext, 'execution' | 'taskRun'>,
): string[] {
  const { user, networkMode, platform, privileged, cpu, shmSize, entryPoint } = properties;
  return [
    '--name',
    name,
    '--pull',
    'never',
    // The lines are ours to keep; the engine would fill its disk with them once more.
    '--log-driver',
    'none',
    '--workdir',
    directory,
    ...Object.entries(ownerLabels(context)).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
    ...given('--user', user),
    ...given('--network', networkMode),
    ...given('--platform', platform),
    ...given('--cpus', cpu?.cpus),
    ...given('--entrypoint', entryPoint?.[0]),
    ...given('--shm-size', shmSize === undefined ? undefined : parseSize('shmSize', shmSize)),
    ...(privileged === true ? ['--privileged'] : []),
    ...(properties.extraHosts ?? []).flatMap((line) => ['--add-host', line]),
    ...(properties.portBindings ?? []).flatMap((ports) => ['--publish', ports]),
    ...(properties.volumes ?? []).flatMap((volume) => ['--volume', checkVolume(volume, directory)]),
    ...memoryOptions(properties.memory ?? {}),
    ...(properties.deviceRequests ?? []).flatMap((request) => ['--gpus', deviceRequest(request)]),
  ];
}

/** A word with a blank value is none: a template that came to nothing. */
function given(option: string, value: string | number | undefined): string[] {
  if (value === undefined) return [];
  if (value === '' && option !== '--entrypoint') return [];
  return [option, String(value)];
}

function memoryOptions(memory: NonNullable<DockerProperties['memory']>): string[] {
  const { memorySwap, memorySwappiness, memoryReservation, oomKillDisable } = memory;
  const size = (key: string, text: string | undefined): number | undefined =>
    text === undefined || text === '' ? undefined : parseSize(`memory.${key}`, text);
  return [
    ...given('--memory', size('memory', memory.memory)),
    ...given('--memory-swap', memorySwap === '-1' ? -1 : size('memorySwap', memorySwap)),
    ...given('--memory-swappiness', memorySwappiness),
    ...given('--memory-reservation', size('memoryReservation', memoryReservation)),
    ...(oomKillDisable === true ? ['--oom-kill-disable'] : []),
  ];
}

function checkVolume(volume: string, directory: string): string {
  const [source = '', target = ''] = volume.split(':');
  const wrong = (expected: string): TaskError =>
    new TaskError('VOLUME_INVALID', `volumes: expected ${expected}, got "${volume}"`, {
      retryable: false,
      hint: 'Write /source:/target, /source:/target:ro, or name:/target.',
    });
  if (!target.startsWith('/')) throw wrong('an absolute path in the container behind the first ":"');
  if ([source, target].some((path) => path.split('/').includes('..'))) throw wrong('paths without ".."');
  if (target.replace(/\/+$/u, '') === directory) throw wrong('a target beside the working directory');
  return volume;
}

function deviceRequest(request: NonNullable<DockerProperties['deviceRequests']>[number]): string {
  const { driver, count, deviceIds = [], capabilities = [], options = {} } = request;
  const fields = [
    ...(driver === undefined ? [] : [`driver=${driver}`]),
    ...(count === undefined ? [] : [`count=${count === -1 ? 'all' : count}`]),
    ...(deviceIds.length === 0 ? [] : [`device=${deviceIds.join(',')}`]),
    ...(capabilities.length === 0 ? [] : [`capabilities=${capabilities.flat().join(',')}`]),
    ...(Object.keys(options).length === 0
      ? []
      : [
          `options=${Object.entries(options)
            .map(([key, value]) => `${key}=${value}`)
            .join(',')}`,
        ]),
  ];
  return csvLine(fields);
}

/** The command reads some options as a line of CSV. */
export function csvLine(fields: readonly string[]): string {
  return fields.map((field) => (/[",\n]/u.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
}
