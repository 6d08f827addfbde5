import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScriptJob } from '../../../plugin-kit/scripts/script-job.ts';
import type { ScriptScene } from '../../../plugin-kit/scripts/script-scene.ts';
import { quote } from '../../../plugin-kit/scripts/shell-command.ts';
import { installDependencies } from './dependencies.ts';
import { kestraShim } from './kestra-shim.ts';
import type { PythonProperties } from './python-properties.ts';

/** The shell word for Python. Looked up when it runs: `beforeCommands` may have activated an environment. */
export function pythonProgram({ pythonVersion }: PythonProperties): string {
  if (pythonVersion !== undefined) return quote(`python${pythonVersion}`);
  return '"$(command -v python || command -v python3 || echo python)"';
}

/** A script job with Python's environment: unbuffered output, the `kestra` module, dependencies. */
export function pythonJob(properties: PythonProperties, commands: Pick<ScriptJob, 'commands'>): ScriptJob {
  return {
    ...commands,
    async environment(scene, environment) {
      const dependencies = await installDependencies(scene, properties, pythonProgram(properties));
      const paths = [environment.get('PYTHONPATH'), dependencies, await placeShim(scene)];
      return {
        PYTHONUNBUFFERED: 'true',
        PIP_ROOT_USER_ACTION: 'ignore',
        PIP_DISABLE_PIP_VERSION_CHECK: '1',
        ...Object.fromEntries(environment),
        PYTHONPATH: paths.filter((path) => path !== undefined && path !== '').join(':'),
        ...(dependencies === undefined ? {} : withPrograms(dependencies, environment)),
      };
    },
  };
}

async function placeShim(scene: ScriptScene): Promise<string> {
  const folder = scene.scratchPath('python');
  await mkdir(join(folder, 'kestra'), { recursive: true });
  await writeFile(join(folder, 'kestra', '__init__.py'), kestraShim);
  return folder;
}

/** Programs that packages bring (`dbt`, `black`) are found like those of a virtual environment. */
function withPrograms(dependencies: string, environment: ReadonlyMap<string, string>): Record<string, string> {
  const path = environment.get('PATH') ?? process.env['PATH'] ?? '';
  return { PATH: [join(dependencies, 'bin'), path].filter((part) => part !== '').join(':') };
}
