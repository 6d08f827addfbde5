import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A set-up step that could not be done: what was tried, what came, and how to mend it. Printed without a stack. */
export class SetupError extends Error {
  /**
   * @param {string} message what was expected and what came
   * @param {{ fix: string, cause?: unknown }} details
   */
  constructor(message, { fix, cause }) {
    super(message, { cause });
    this.name = 'SetupError';
    this.fix = fix;
  }
}

/**
 * The path of a program, or undefined. `command -v` needs a shell, which a bare container's PATH may lack.
 * @param {string} name
 * @param {string} [path] PATH to search; default the process's own
 * @returns {string | undefined}
 */
export function which(name, path = process.env.PATH ?? '') {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, name);
    if (isExecutable(file)) return file;
  }
  return undefined;
}

/**
 * @param {string} file
 * @returns {boolean} whether it is a regular file (or a link to one) that this user may execute
 */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Absent, a dangling link, or not ours to run: all mean "not here".
    return false;
  }
}

/**
 * Runs a program without input. Its output is kept and shown only when it fails: set-up prints one line a step.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>} stdout
 * @throws {Error} with an excerpt of its output when the exit code is not 0
 */
export function run(command, args, { cwd, env = {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let all = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      all += chunk;
    });
    child.stderr.on('data', (chunk) => {
      all += chunk;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(stdout);
      return reject(
        new Error(`${command} ${args.join(' ')} ended with ${signal ?? `exit code ${code}`}\n${excerpt(all)}`),
      );
    });
  });
}

/** Beginning and end: npm states the cause first and its manual last, compilers the other way round. */
function excerpt(output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.length <= 30 ? lines.join('\n') : [...lines.slice(0, 12), '…', ...lines.slice(-18)].join('\n');
}
