import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScriptProperties } from '../../../plugin-kit/scripts/properties.ts';
import type { ScriptJob } from '../../../plugin-kit/scripts/script-job.ts';
import type { ScriptScene } from '../../../plugin-kit/scripts/script-scene.ts';
import { quote } from '../../../plugin-kit/scripts/shell-command.ts';
import { makePythonEnvironment } from './dependencies.ts';
import { kestraShim } from './kestra-shim.ts';
import type { PythonProperties } from './python-properties.ts';

/** The image of a container where a Python task names none; the same as Kestra's. */
export const python = { image: 'python:3.13-slim' };

/** The shell word for Python. Looked up when it runs: `beforeCommands` may have activated an environment. */
export function pythonProgram({ pythonVersion }: PythonProperties): string {
  if (pythonVersion !== undefined) return quote(`python${pythonVersion.split('.', 2).join('.')}`);
  return '"$(command -v python || command -v python3 || echo python)"';
}

/** A script job with Python's environment: unbuffered output, the `kestra` module, dependencies. */
export function pythonJob(
  properties: PythonProperties & Pick<ScriptProperties, 'containerImage' | 'beforeCommands'>,
  jobFor: (program: () => string) => Pick<ScriptJob, 'commands'>,
): ScriptJob {
  let programs: readonly string[] = [];
  let program = pythonProgram(properties);
  const commands = jobFor(() => program);
  return {
    ...python,
    async environment(scene, environment) {
      const made = await makePythonEnvironment(
        scene,
        { containerImage: python.image, ...properties },
        pythonProgram(properties),
        environment,
      );
      // Found once is enough: a version manager takes its time (pyenv a tenth of a second). Commands before may choose another.
      if (made.executable !== undefined && properties.beforeCommands === undefined) program = quote(made.executable);
      programs = [made.packages === undefined ? undefined : join(made.packages, 'bin'), made.programs].filter(isGiven);
      const paths = [environment.get('PYTHONPATH'), made.packages, await placeShim(scene)].filter(isGiven);
      return {
        PYTHONUNBUFFERED: 'true',
        PIP_ROOT_USER_ACTION: 'ignore',
        PIP_DISABLE_PIP_VERSION_CHECK: '1',
        ...Object.fromEntries(environment),
        PYTHONPATH: paths.join(':'),
        ...(scene.runner.isolated ? {} : withPrograms(programs, environment)),
      };
    },
    async commands(scene) {
      const own = await commands.commands(scene);
      // What PATH is elsewhere, only a shell there knows.
      if (!scene.runner.isolated || programs.length === 0) return own;
      return [`export PATH=${programs.map(quote).join(':')}:"$PATH"`, ...own];
    },
  };
}

function isGiven(path: string | undefined): path is string {
  return path !== undefined && path !== '';
}

async function placeShim(scene: ScriptScene): Promise<string> {
  const folder = scene.scratchPath('python');
  await mkdir(join(folder, 'kestra'), { recursive: true });
  await writeFile(join(folder, 'kestra', '__init__.py'), kestraShim);
  return folder;
}

/** Programs that packages bring (`dbt`, `black`) are found like those of a virtual environment. */
function withPrograms(programs: readonly string[], environment: ReadonlyMap<string, string>): Record<string, string> {
  if (programs.length === 0) return {};
  const path = environment.get('PATH') ?? process.env['PATH'] ?? '';
  return { PATH: [...programs, path].filter(isGiven).join(':') };
}
