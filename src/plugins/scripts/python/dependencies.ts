import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TaskError } from '../../../contract/errors.ts';
import { keepFolder } from '../../../plugin-kit/scripts/kept-folder.ts';
import type { ScriptScene } from '../../../plugin-kit/scripts/script-scene.ts';
import { cacheFolder } from '../../../util/cache-folder.ts';
import { type Host, openHost, packageSettings } from './host.ts';
import { type Installation, installByPip, installByUv } from './install-packages.ts';
import { managedPython } from './managed-python.ts';
import type { PythonProperties } from './python-properties.ts';
import { hostPython, imagePython, type PythonTarget } from './python-target.ts';

/** Raised with the way in which folders are made: older ones are not found any more. */
const LAYOUT = 1;

/** What the environment of a Python task is made of. */
export interface PythonEnvironment {
  /** The folder of the packages, for PYTHONPATH; left out where there are none. */
  readonly packages?: string;
  /** A folder for PATH with the Python that `pythonVersion` asks for, where only uv has it. */
  readonly programs?: string;
  /** The Python itself, where it was asked for on this machine. */
  readonly executable?: string;
}

/**
 * Makes ready what a Python task needs: packages in a folder of their own (`--target`: no virtual environment, and a Python that
 * the system manages is left alone), kept by a hash of Python, platform, list and index. Where the commands run elsewhere (in a
 * container), uv resolves here for the Python there.
 *
 * @param python the shell word for Python
 * @param environment the task's own variables
 */
export async function makePythonEnvironment(
  scene: ScriptScene,
  properties: PythonProperties & { readonly containerImage?: string },
  python: string,
  environment: ReadonlyMap<string, string>,
): Promise<PythonEnvironment> {
  const { dependencies = [], pythonVersion, packageManager = 'UV', dependencyCacheEnabled = true } = properties;
  const requirements = [...new Set(dependencies.map((line) => line.trim()))].filter((line) => line !== '').toSorted();
  const { isolated } = scene.runner;
  if (requirements.length === 0 && (isolated || pythonVersion === undefined)) return {};
  const host = await openHost(scene, environment);
  const found = isolated
    ? {
        target: await imagePython(
          scene,
          scene.runner.imageless === true ? undefined : properties.containerImage,
          python,
          pythonVersion,
        ),
      }
    : await findHostPython(scene, host, python, properties);
  const { target } = found;
  const programs = {
    ...('programs' in found && found.programs !== undefined ? { programs: found.programs } : {}),
    ...(target.executable === undefined ? {} : { executable: target.executable }),
  };
  if (requirements.length === 0) return programs;
  const make = async (folder: string): Promise<void> => {
    const installation: Installation = {
      scene,
      host,
      target,
      requirements,
      folder,
      ...(properties.containerImage === undefined ? {} : { image: properties.containerImage }),
    };
    const started = performance.now();
    scene.context.log.info(`Installing ${requirements.join(', ')}`);
    const installed = await (packageManager === 'UV' ? installByUv(installation) : installByPip(installation, python));
    scene.context.log.debug(
      `Installed in ${((performance.now() - started) / 1000).toFixed(1)} s: ${installed.join(', ')}`,
    );
  };
  if (!dependencyCacheEnabled || requirements.some(isLocal)) {
    const folder = scene.scratchPath('dependencies');
    await mkdir(folder, { recursive: true });
    await make(folder);
    return { ...programs, packages: folder };
  }
  const folder = join(cacheFolder(), 'python', keyOf(target, packageManager, requirements, environment));
  if (!(await keepFolder(folder, make)))
    scene.context.log.debug(`Dependencies are there already: ${requirements.join(', ')}`);
  scene.mount(folder);
  return { ...programs, packages: folder };
}

/** What lies on this disk may change, so it is not kept. */
function isLocal(requirement: string): boolean {
  return /^(?:[./~]|-|file:)|@ *file:/u.test(requirement);
}

async function findHostPython(
  scene: ScriptScene,
  host: Host,
  python: string,
  { pythonVersion, packageManager = 'UV' }: PythonProperties,
): Promise<{ target: PythonTarget; programs?: string }> {
  const target = await hostPython(host, python);
  if (target !== undefined) return { target };
  if (pythonVersion !== undefined && packageManager === 'UV') return managedPython(scene, host, pythonVersion);
  throw new TaskError(
    'PYTHON_NOT_FOUND',
    `${pythonVersion === undefined ? 'python3' : `python${pythonVersion}`}: not found`,
    {
      retryable: false,
      hint: 'Install python3 on the machine that runs the flow, or set pythonVersion to one that is there.',
    },
  );
}

/** Where an index has other packages under the same names, they are other folders. Credentials make no difference. */
function keyOf(
  target: PythonTarget,
  manager: 'UV' | 'PIP',
  requirements: readonly string[],
  environment: ReadonlyMap<string, string>,
): string {
  const settings = { ...packageSettings(Object.entries(process.env)), ...packageSettings(environment) };
  const indexes = Object.entries(settings)
    .filter(([name]) => /INDEX|FIND_LINKS|PRERELEASE|RESOLUTION|EXCLUDE_NEWER|CONSTRAINT|OVERRIDE/u.test(name))
    .map(([name, value]) => `${name}=${value.replaceAll(/\/\/[^/@\s]*@/gu, '//')}`)
    .toSorted();
  const parts = [LAYOUT, manager, target, process.platform, process.arch, requirements, indexes];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
