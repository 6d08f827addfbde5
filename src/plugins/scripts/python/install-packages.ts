import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from '../../../plugin-kit/scripts/run-tool.ts';
import type { ScriptScene } from '../../../plugin-kit/scripts/script-scene.ts';
import { quote } from '../../../plugin-kit/scripts/shell-command.ts';
import type { Host } from './host.ts';
import { installFailure } from './install-failure.ts';
import type { PythonTarget } from './python-target.ts';
import { findUv } from './uv.ts';

/** Packages to install into a folder. */
export interface Installation {
  readonly scene: ScriptScene;
  readonly host: Host;
  readonly target: PythonTarget;
  readonly requirements: readonly string[];
  /** Empty, and there. */
  readonly folder: string;
  readonly image?: string;
}

/** Installs by uv on this machine, also for a Python elsewhere; answers what is there now. */
export async function installByUv(installation: Installation): Promise<readonly string[]> {
  const { scene, host, target, requirements, folder } = installation;
  const uv = await findUv(host, scene.context.log);
  const list = await writeList(installation);
  // For a Python elsewhere nothing can be built here: there have to be wheels.
  const forTarget =
    target.executable === undefined
      ? ['--python-version', target.version, '--python-platform', target.platform ?? 'linux', '--only-binary', ':all:']
      : ['--python', target.executable, '--compile-bytecode'];
  const { exitCode, stdout, stderr } = await host.run(
    [uv, 'pip', 'install', '--target', folder, ...forTarget, '-r', list],
    {
      UV_NO_PROGRESS: '1',
      NO_COLOR: '1',
      // Not linked to uv's own cache: a script that changes its packages must change nobody else's.
      UV_LINK_MODE: 'copy',
    },
  );
  if (exitCode !== 0) throw installFailure('uv', requirements, stderr || stdout);
  if (target.executable === undefined) await pointToAnyPython(join(folder, 'bin'));
  return installedIn(folder);
}

/** Installs by the pip of the task's own Python, where it is; answers what is there now. */
export async function installByPip(installation: Installation, python: string): Promise<readonly string[]> {
  const { scene, host, requirements, folder, image } = installation;
  const list = await writeList(installation);
  const options = '--quiet --no-input --disable-pip-version-check';
  const argv = ['/bin/sh', '-c', `${python} -m pip install ${options} --target ${quote(folder)} -r ${quote(list)}`];
  const environment = { PIP_ROOT_USER_ACTION: 'ignore' };
  const { exitCode, stdout, stderr } = scene.runner.isolated
    ? await runTool(scene.runner, {
        argv,
        environment,
        directory: scene.directory,
        mounts: [{ path: folder, writable: true }],
        ...(image === undefined ? {} : { containerImage: image }),
      })
    : await host.run(argv, environment);
  if (exitCode !== 0) throw installFailure('pip', requirements, stderr || stdout);
  return installedIn(folder);
}

/** A file in the working directory, so that paths in it are relative to that one. */
async function writeList({ scene, requirements }: Installation): Promise<string> {
  const list = scene.scratchPath('requirements.txt');
  await writeFile(list, `${requirements.join('\n')}\n`);
  return list;
}

/** Programs of packages name the Python that installed them, which is not there in a container. */
async function pointToAnyPython(bin: string): Promise<void> {
  const names = await readdir(bin).catch(() => []);
  for (const name of names) {
    const path = join(bin, name);
    const text = await readFile(path, 'latin1');
    const end = text.indexOf('\n');
    if (/^#!.*python/u.test(text.slice(0, end)))
      await writeFile(path, `#!/usr/bin/env python3${text.slice(end)}`, 'latin1');
  }
}

async function installedIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith('.dist-info'))
    .map((name) => name.slice(0, -'.dist-info'.length).replace('-', ' '));
}
