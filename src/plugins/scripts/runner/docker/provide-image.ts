import { TaskError } from '../../../../contract/errors.ts';
import type { RunnerContext } from '../../../../contract/runner.ts';
import type { DockerProperties } from '../../../../plugin-kit/scripts/docker-properties.ts';
import type { DockerCli } from './docker-cli.ts';
import { withDockerConfig } from './docker-config.ts';
import { engineError, lastLines } from './engine-error.ts';

/** What is known of an image that is there. */
export interface PresentImage {
  /** The user that its containers run as; empty for root. */
  readonly user: string;
}

/** Images that were seen on an engine, so that one task in a hundred asks; and pulls under way, so that two tasks share one. */
const present = new Map<string, Promise<PresentImage>>();

/**
 * Makes sure that an image is there, by its pull policy. Fails with IMAGE_NOT_FOUND, IMAGE_DENIED, REGISTRY_UNREACHABLE, and as
 * the engine does.
 *
 * @param parent a folder for what must not outlive the execution
 */
export async function provideImage(
  cli: DockerCli,
  image: string,
  properties: DockerProperties,
  context: Pick<RunnerContext, 'log' | 'signal'>,
  parent: string,
): Promise<PresentImage> {
  const { pullPolicy = 'IF_NOT_PRESENT', platform = '' } = properties;
  const key = JSON.stringify([cli.engine, image, platform]);
  const known = pullPolicy === 'ALWAYS' ? undefined : present.get(key);
  if (known !== undefined) {
    const shared = await known.catch(() => undefined);
    // Another task's pull failed, or was stopped with that task: this one tries for itself.
    if (shared !== undefined) return shared;
  }
  const provided = provide(cli, image, properties, context, parent);
  present.set(key, provided);
  try {
    return await provided;
  } catch (error) {
    present.delete(key);
    throw error;
  }
}

/** Forgets what was seen: the image has been removed since. */
export function forgetImages(): void {
  present.clear();
}

async function provide(
  cli: DockerCli,
  image: string,
  properties: DockerProperties,
  context: Pick<RunnerContext, 'log' | 'signal'>,
  parent: string,
): Promise<PresentImage> {
  const { pullPolicy = 'IF_NOT_PRESENT' } = properties;
  if (pullPolicy !== 'ALWAYS') {
    const found = await inspect(cli, image);
    if (found !== undefined) return found;
    if (pullPolicy === 'NEVER') {
      throw new TaskError(
        'IMAGE_NOT_FOUND',
        `the image ${image} is not on the engine, and pullPolicy: NEVER forbids to fetch it`,
        {
          retryable: false,
          hint: `Fetch it by docker pull ${image}, or set pullPolicy: IF_NOT_PRESENT.`,
        },
      );
    }
  }
  await pull(cli, image, properties, context, parent);
  return (await inspect(cli, image)) ?? { user: '' };
}

async function inspect(cli: DockerCli, image: string): Promise<PresentImage | undefined> {
  const { exitCode, stdout, stderr } = await cli.call(['image', 'inspect', '--format', '{{.Config.User}}', image]);
  if (exitCode === 0) return { user: stdout.trim() };
  if (/no such image|image not known|no such object/iu.test(stderr)) return undefined;
  throw engineError(stderr, `docker image inspect ${image} ended with exit code ${exitCode}`);
}

async function pull(
  cli: DockerCli,
  image: string,
  properties: DockerProperties,
  { log, signal }: Pick<RunnerContext, 'log' | 'signal'>,
  parent: string,
): Promise<void> {
  const started = performance.now();
  let layers = 0;
  log.info(`Pulling image ${image}`);
  const platform = properties.platform === undefined ? [] : ['--platform', properties.platform];
  const { exitCode, stderr } = await withDockerConfig(image, properties, parent, (env) =>
    cli.call(['pull', ...platform, image], {
      env,
      signal,
      onLine(line) {
        if (/: pull complete$/iu.test(line)) layers += 1;
        log.debug(line);
      },
    }),
  );
  signal.throwIfAborted();
  if (exitCode !== 0) throw pullError(image, stderr, exitCode);
  log.info(`Pulled image ${image}: ${layers} new layers in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** What registries and the engine say of a pull that failed. */
function pullError(image: string, stderr: string, exitCode: number): TaskError {
  const detail = lastLines(stderr, 2);
  if (
    /dial tcp|no such host|i\/o timeout|tls handshake|connection refused|connection reset|net\/http|proxyconnect|unexpected EOF|toomanyrequests|no route to host/iu.test(
      stderr,
    )
  ) {
    return new TaskError('REGISTRY_UNREACHABLE', `the registry of image ${image} cannot be reached: ${detail}`, {
      retryable: true,
      hint: 'Check the name of the registry and the network; an image that is on the engine already needs no registry (pullPolicy: IF_NOT_PRESENT).',
    });
  }
  if (/unauthorized|authentication required|no basic auth|incorrect username|forbidden/iu.test(stderr)) {
    return new TaskError('IMAGE_DENIED', `the registry does not hand out image ${image}: ${detail}`, {
      retryable: false,
      hint: 'Give credentials: {username, password} at the taskRunner, from secrets, or log in by docker login.',
    });
  }
  if (
    /manifest unknown|not found|does not exist|pull access denied|invalid reference|no matching manifest/iu.test(stderr)
  ) {
    return new TaskError('IMAGE_NOT_FOUND', `there is no image ${image}: ${detail}`, {
      retryable: false,
      hint: 'Check its name and tag (containerImage), its platform, and whether it needs credentials.',
    });
  }
  return engineError(stderr, `docker pull ${image} ended with exit code ${exitCode}`);
}
