import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { TaskError } from '../../../contract/errors.ts';
import { keepFolder } from '../../../plugin-kit/scripts/kept-folder.ts';
import { cacheFolder } from '../../../util/cache-folder.ts';
import type { Host } from './host.ts';
import { uvHashes, uvVersion } from './uv-release.ts';

/**
 * The path of uv: the one on PATH, else one of our own, installed from PyPI by pip at one version; pip checks its hash.
 *
 * @throws TaskError UV_NOT_INSTALLED where there is none and it cannot be installed
 */
export async function findUv(host: Host, log: { info(message: string): void }): Promise<string> {
  const found = host.path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'uv'))
    .find(isProgram);
  if (found !== undefined) return found;
  const folder = join(cacheFolder(), 'uv', uvVersion);
  const program = join(folder, 'bin', 'uv');
  if (existsSync(program)) return program;
  log.info(`Installing uv ${uvVersion}, which this machine lacks`);
  await keepFolder(folder, (draft) => install(host, draft));
  return program;
}

async function install(host: Host, target: string): Promise<void> {
  const list = join(target, 'uv.txt');
  const hashes = uvHashes.map((hash) => `--hash=sha256:${hash}`).join(' ');
  await writeFile(list, `uv==${uvVersion} ${hashes}\n`);
  const options = ['--quiet', '--no-input', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:'];
  const { exitCode, stderr } = await host
    .run(['python3', '-m', 'pip', 'install', ...options, '--require-hashes', '--target', target, '-r', list], {
      PIP_ROOT_USER_ACTION: 'ignore',
    })
    .catch((cause: unknown) => {
      // No python3 at all.
      throw notInstalled(cause instanceof Error ? cause.message : String(cause), cause);
    });
  if (exitCode !== 0) throw notInstalled(stderr);
}

function notInstalled(reason: string, cause?: unknown): TaskError {
  const words = reason.trim().split('\n').slice(-8).join('\n');
  return new TaskError('UV_NOT_INSTALLED', `uv is not on PATH, and pip could not install it: ${words}`, {
    cause,
    hint: 'Install uv (https://docs.astral.sh/uv, `pip install uv`, or the action astral-sh/setup-uv), or set `packageManager: PIP` to use the pip of your Python.',
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Not there, or not ours to run.
    return false;
  }
}
