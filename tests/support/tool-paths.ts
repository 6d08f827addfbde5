import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** The external tools that `npm run setup` installs; the versions stand in tools/tool-versions.json. */
export type TestTool = 'act' | 'actionlint' | 'zizmor' | 'uv';

/**
 * The path of an external test tool.
 *
 * @throws Error when the tool is not installed: a test that cannot run fails, it is never skipped.
 */
export function toolPath(tool: TestTool): string {
  return requireFile(join(projectRoot, '.tools', 'bin', tool), tool, constants.X_OK);
}

/** A folder with the wheel of the pinned uv. */
export function wheelFolder(): string {
  return requireFile(join(projectRoot, '.tools', 'wheels'), "uv's wheel", constants.R_OK);
}

/** The bundled workflow validator of GitHub's editor extension (CommonJS). */
export function languageServicePath(): string {
  return requireFile(join(projectRoot, '.tools', 'languageservice.cjs'), '@actions/languageservice', constants.R_OK);
}

/** The folder of the Node 24 that runs GitHub's `node24` actions, from the npm package `node`. */
export function node24Folder(): string {
  const folder = join(projectRoot, 'node_modules', 'node', 'bin');
  requireFile(join(folder, 'node'), 'Node 24 (npm package node)', constants.X_OK);
  return folder;
}

/** A program of one of the Python environments of `tools/python/`. */
export function pythonTool(environment: 's3-server' | 'dbt', program: string): string {
  const file = join(projectRoot, '.tools', `python-${environment}`, 'bin', program);
  return requireFile(file, program, constants.X_OK);
}

function requireFile(file: string, what: string, mode: number): string {
  try {
    accessSync(file, mode);
    return file;
  } catch (cause) {
    const hint = process.env['CI'] === 'true' ? 'set-up must run before the tests in CI' : 'run: npm run setup';
    throw new Error(`${what} is not installed: expected ${file}; ${hint}`, { cause });
  }
}
