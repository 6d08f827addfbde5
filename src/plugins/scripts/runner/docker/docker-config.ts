import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { TaskError } from '../../../../contract/errors.ts';
import type { DockerProperties } from '../../../../plugin-kit/scripts/docker-properties.ts';
import { registryKey, registryOf } from './image-reference.ts';

type Config = Record<string, unknown>;

/**
 * Lets `work` run with a Docker configuration of its own, in a folder that only this user can read and that is gone
 * afterwards: what stands in a command line, every user of the machine can see. `parent` is swept should we be killed.
 */
export async function withDockerConfig<T>(
  image: string,
  { credentials, config }: Pick<DockerProperties, 'credentials' | 'config'>,
  parent: string,
  work: (env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  if (credentials === undefined && config === undefined) return work({});
  const own = process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker');
  const merged = withCredentials({ ...(await readConfig(own)), ...given(config) }, image, credentials);
  // mkdtemp makes it for this user alone.
  const folder = await mkdtemp(join(parent, '.docker-config-'));
  try {
    await writeFile(join(folder, 'config.json'), JSON.stringify(merged), { mode: 0o600 });
    // Which engine is meant may stand in a context.
    await symlink(join(own, 'contexts'), join(folder, 'contexts'));
    return await work({ DOCKER_CONFIG: folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function withCredentials(config: Config, image: string, credentials: DockerProperties['credentials']): Config {
  if (credentials === undefined) return config;
  const { registry, username = '', password, auth, registryToken, identityToken } = credentials;
  const key = registry === undefined ? registryOf(image) : registryKey(registry);
  const login =
    auth ?? (password === undefined ? undefined : Buffer.from(`${username}:${password}`).toString('base64'));
  const entry = {
    ...(login === undefined ? {} : { auth: login }),
    ...(registryToken === undefined ? {} : { registrytoken: registryToken }),
    ...(identityToken === undefined ? {} : { identitytoken: identityToken }),
  };
  // Helpers would be asked first, and know nothing of these.
  const { credsStore: _store, credHelpers: _helpers, auths, ...rest } = config;
  return { ...rest, auths: { ...(typeof auths === 'object' ? auths : {}), [key]: entry } };
}

function given(config: DockerProperties['config']): Config {
  if (config === undefined) return {};
  if (typeof config !== 'string') return config;
  try {
    return JSON.parse(config) as Config;
  } catch {
    // The parser's message would quote the text, which may hold a password.
    throw new TaskError('DOCKER_CONFIG_INVALID', 'config: expected the content of a Docker configuration as JSON', {
      retryable: false,
      hint: 'Write it as {"auths": {"ghcr.io": {"auth": "…"}}}, or use credentials.',
    });
  }
}

async function readConfig(folder: string): Promise<Config> {
  try {
    return JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as Config;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new TaskError('DOCKER_CONFIG_INVALID', `${join(folder, 'config.json')} cannot be read as JSON`, {
      retryable: false,
      hint: 'Mend the file, or set DOCKER_CONFIG to another folder.',
    });
  }
}
