import { TaskError } from '../../../contract/errors.ts';
import type { ScriptScene } from '../../../plugin-kit/scripts/script-scene.ts';
import { runTool } from '../../../plugin-kit/scripts/run-tool.ts';
import type { Host } from './host.ts';

/** The Python that packages are for. */
export interface PythonTarget {
  /** `3.12` */
  readonly version: string;
  /** How uv names the platform of a container; left out for this machine. */
  readonly platform?: string;
  /** The interpreter on this machine; left out for a container. */
  readonly executable?: string;
}

/** Quick to start: neither the user's folder nor `site`. */
const question =
  "import sys; print(sys.executable, '%d.%d' % sys.version_info[:2], getattr(sys.implementation, '_multiarch', ''), sep='\\n')";

/** Asks a Python of this machine; undefined where it cannot be run. `python` is a shell word. */
export async function hostPython(host: Host, python: string): Promise<PythonTarget | undefined> {
  const { exitCode, stdout } = await host.run(['/bin/sh', '-c', `${python} -I -S -c "${question}"`]);
  const [executable, version] = stdout.split('\n');
  return exitCode === 0 && executable !== undefined && version !== undefined ? { executable, version } : undefined;
}

/**
 * What is in an image: by `pythonVersion`, by a tag like `python:3.12-slim`, else by asking a container of it. Linux, of this
 * machine's processor.
 */
export async function imagePython(
  scene: ScriptScene,
  image: string | undefined,
  python: string,
  pythonVersion: string | undefined,
): Promise<PythonTarget> {
  const known = pythonVersion ?? /(?:^|\/)python:(\d+\.\d+)(?:\.\d+)?(?:$|[-@])/u.exec(image ?? '')?.[1];
  if (known !== undefined) return { version: known, platform: platformOf(image?.includes('alpine') === true) };
  const asked = await runTool(scene.runner, {
    argv: ['/bin/sh', '-c', `${python} -I -S -c "${question}"`],
    directory: scene.directory,
    environment: {},
    ...(image === undefined ? {} : { containerImage: image }),
  });
  const [, version, multiarch = ''] = asked.stdout.split('\n');
  if (asked.exitCode === 0 && version !== undefined)
    return { version, platform: platformOf(multiarch.endsWith('musl')) };
  throw new TaskError(
    'PYTHON_NOT_FOUND',
    `${image ?? scene.runner.type} has no Python to install dependencies for: ${asked.stderr.trim()}`,
    {
      retryable: false,
      hint: 'Set containerImage to one with Python, such as python:3.13-slim.',
    },
  );
}

/** By the name that uv has for it: Linux, of this machine's processor. */
function platformOf(musl: boolean): string {
  return `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-unknown-linux-${musl ? 'musl' : 'gnu'}`;
}
