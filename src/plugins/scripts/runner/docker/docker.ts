import { dirname } from 'node:path';
import { TaskError } from '../../../../contract/errors.ts';
import {
  defineRunner,
  type RunnerCommand,
  type RunnerContext,
  type RunnerResult,
} from '../../../../contract/runner.ts';
import { dockerRunnerProperties, type DockerProperties } from '../../../../plugin-kit/scripts/docker-properties.ts';
import { DockerCli } from './docker-cli.ts';
import { provideImage } from './provide-image.ts';
import { openToAll } from './open-folder.ts';
import { runContainer } from './run-container.ts';
import { sweepContainers } from './sweep-containers.ts';
import { whyUnavailable } from './why-unavailable.ts';

/** Engines that have been swept by this process. */
const swept = new Set<string>();

/** Runs a command in a container of its own. */
export const docker = defineRunner({
  type: 'io.kestra.plugin.scripts.runner.docker.Docker',
  aliases: ['io.kestra.plugin.scripts.runner.docker.DockerTaskRunner'],
  title: 'Run commands in a container of their own, by Docker or podman.',
  description:
    'The image is the task’s `containerImage`. The container sees its working directory, the files that the command names, and the ' +
    'task’s own `env`; nothing else of the machine. It is removed at the end, whatever the end is: of a process that was killed, the ' +
    'next start removes what it left. The engine is the one that the `docker` command uses; `host` names another.',
  isolated: true,
  properties: dockerRunnerProperties,
  examples: [
    {
      title: 'Python in a container',
      code: `id: in_a_container
namespace: company.team
tasks:
  - id: versions
    type: io.kestra.plugin.scripts.python.Script
    taskRunner:
      type: io.kestra.plugin.scripts.runner.docker.Docker
    containerImage: python:3.13-slim
    script: |
      import platform
      print(platform.python_version())
`,
    },
    {
      title: 'Limits, no network, and an image from a private registry',
      code: `id: fenced_in
namespace: company.team
tasks:
  - id: compute
    type: io.kestra.plugin.scripts.shell.Commands
    containerImage: ghcr.io/company/tools:2.1
    taskRunner:
      type: io.kestra.plugin.scripts.runner.docker.Docker
      networkMode: none
      cpu:
        cpus: 0.5
      memory:
        memory: 256MB
      credentials:
        username: company
        password: "{{ secret('REGISTRY_PASSWORD') }}"
    commands:
      - compute --all > result.txt
    outputFiles:
      - result.txt
`,
    },
  ],
  unavailable: () => whyUnavailable(new DockerCli()),
  async sweep() {
    await sweepContainers(new DockerCli());
  },
  async run(command, properties, context) {
    const cli = new DockerCli(properties.host);
    const sweeping = sweepOnce(cli, context);
    try {
      return await runIn(cli, command, properties, context);
    } finally {
      await sweeping;
    }
  },
});

async function runIn(
  cli: DockerCli,
  command: RunnerCommand,
  properties: DockerProperties,
  context: RunnerContext,
): Promise<RunnerResult> {
  context.signal.throwIfAborted();
  const { containerImage: image = '' } = command;
  if (image === '') {
    throw new TaskError('IMAGE_MISSING', 'the task runner Docker needs the name of an image', {
      retryable: false,
      hint: 'Set containerImage at the task, e.g. containerImage: ubuntu:24.04.',
    });
  }
  const { user } = await provideImage(cli, image, properties, context, dirname(command.directory));
  if (!isRoot(properties.user ?? user)) await openToAll(command.directory);
  return runContainer(cli, { ...command, containerImage: image }, properties, context);
}

/** `0`, `root`, `0:0`; an image without a user runs as root. */
function isRoot(user: string): boolean {
  return user === '' || /^(?:0|root)(?::|$)/u.test(user);
}

/**
 * Beside the first container: what processes left whose executions left no trace here. A failure is told and no more; the
 * container's own run says what is wrong with the engine.
 */
async function sweepOnce(cli: DockerCli, { log }: RunnerContext): Promise<void> {
  if (swept.has(cli.engine)) return;
  swept.add(cli.engine);
  try {
    const removed = await sweepContainers(cli);
    if (removed.length > 0) log.info(`Removed ${removed.length} containers that a killed process had left`);
  } catch (error) {
    log.debug(
      `Containers of killed processes could not be looked for: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
