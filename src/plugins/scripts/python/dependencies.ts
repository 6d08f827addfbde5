import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { TaskError } from '../../../contract/errors.ts';
import { LineSplitter } from '../../../plugin-kit/scripts/line-splitter.ts';
import type { ScriptScene } from '../../../plugin-kit/scripts/script-scene.ts';
import { quote } from '../../../plugin-kit/scripts/shell-command.ts';
import type { PythonProperties } from './python-properties.ts';

/** Where installed dependencies are kept between runs. */
function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'gitphony', 'python');
}

/**
 * Installs packages by pip into a folder of their own (`pip install --target`, which needs no virtual environment and works
 * with a Python that the system manages), and answers the folder for PYTHONPATH. Folders are kept by a hash of Python's
 * version and the list; each is made beside and renamed, so that a killed installation leaves no half one.
 */
export async function installDependencies(
  scene: ScriptScene,
  { dependencies = [], dependencyCacheEnabled = true }: PythonProperties,
  python: string,
): Promise<string | undefined> {
  if (dependencies.length === 0) return undefined;
  const list = dependencies.toSorted();
  if (!dependencyCacheEnabled) return install(scene, python, list, scene.scratchPath('dependencies'));
  const version = await runPython(scene, `${python} -c 'import sys; print(sys.executable, sys.version)'`);
  const key = createHash('sha256')
    .update(JSON.stringify([version, list]))
    .digest('hex')
    .slice(0, 32);
  const folder = join(cacheFolder(), key);
  if (await exists(folder)) {
    scene.context.log.debug(`Dependencies are there already: ${list.join(', ')}`);
    return folder;
  }
  await mkdir(cacheFolder(), { recursive: true });
  const partial = `${folder}.${scene.context.taskRun.id}-${process.pid}`;
  try {
    await install(scene, python, list, partial);
    await rename(partial, folder).catch(async (error: unknown) => {
      // Another run was faster: its folder holds the same.
      if (!(await exists(folder))) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}

async function install(
  scene: ScriptScene,
  python: string,
  dependencies: readonly string[],
  target: string,
): Promise<string> {
  scene.context.log.info(`Installing ${dependencies.join(', ')}`);
  const words = dependencies.map(quote).join(' ');
  await runPython(
    scene,
    `${python} -m pip install --quiet --no-input --disable-pip-version-check --target ${quote(target)} -- ${words}`,
    `Check the names and versions (${dependencies.join(', ')}), that pip is there (python3 -m pip), and the network.`,
  );
  return target;
}

/** Runs a command of Python's by the task's own runner; answers its output, and fails with the end of its error output. */
async function runPython(scene: ScriptScene, command: string, hint?: string): Promise<string> {
  const output: string[] = [];
  const errors: string[] = [];
  const stdout = new LineSplitter((line) => output.push(line));
  const stderr = new LineSplitter((line) => {
    errors.push(line);
    scene.context.log.debug(line);
  });
  const { exitCode } = await scene.runner.run({
    argv: ['/bin/sh', '-c', command],
    directory: scene.directory,
    environment: {},
    onStdout: async (chunk) => stdout.write(chunk),
    onStderr: async (chunk) => stderr.write(chunk),
  });
  stdout.end();
  stderr.end();
  if (exitCode === 0) return output.join('\n');
  throw new TaskError(
    'DEPENDENCIES_NOT_INSTALLED',
    `Python's dependencies could not be installed (exit code ${exitCode}): ${errors.slice(-5).join('\n')}`,
    { hint: hint ?? 'Install python3 on the machine that runs the flow, or set pythonVersion to one that is there.' },
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
