import { dirname } from 'node:path';
import { TaskError } from '../../../contract/errors.ts';
import type { ScriptScene } from '../../../plugin-kit/scripts/script-scene.ts';
import type { Host } from './host.ts';
import type { PythonTarget } from './python-target.ts';
import { findUv } from './uv.ts';

/** A Python that the machine lacks: one that uv has, or gets. Answers it, and the folder for PATH that holds `python3.12`. */
export async function managedPython(
  scene: ScriptScene,
  host: Host,
  version: string,
): Promise<{ target: PythonTarget; programs: string }> {
  const uv = await findUv(host, scene.context.log).catch((cause: unknown) => {
    throw cause instanceof TaskError ? missing(version, cause.message, cause) : cause;
  });
  const find = async () => host.run([uv, 'python', 'find', '--managed-python', '--no-project', version], quiet);
  let found = await find();
  if (found.exitCode !== 0) {
    scene.context.log.info(`Installing Python ${version} by uv, which this machine lacks`);
    const { exitCode, stderr } = await host.run([uv, 'python', 'install', version], quiet);
    if (exitCode === 0) found = await find();
    else throw missing(version, stderr);
  }
  const executable = found.stdout.trim();
  if (found.exitCode !== 0 || executable === '') throw missing(version, found.stderr);
  return { target: { executable, version: version.split('.').slice(0, 2).join('.') }, programs: dirname(executable) };
}

const quiet = { UV_NO_PROGRESS: '1', NO_COLOR: '1' };

function missing(version: string, words: string, cause?: unknown): TaskError {
  return new TaskError('PYTHON_NOT_FOUND', `python${version}: not found, and uv could not get it: ${words.trim()}`, {
    cause,
    hint: `Install Python ${version} on the machine that runs the flow (action actions/setup-python), or use an image (python:${version}-slim).`,
  });
}
