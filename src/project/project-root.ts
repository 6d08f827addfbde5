import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { GitphonyError } from '../contract/errors.ts';

const markers = ['gitphony.yaml', 'flows', 'subflows', 'namespace-files'];

/**
 * A path's project root: its nearest ancestor (itself included) that holds `gitphony.yaml`, `flows/`, `subflows/` or
 * `namespace-files/`; else the folder of the file, or the folder itself.
 */
export function findProjectRoot(path: string): string {
  const absolute = resolve(path);
  const folder = existsSync(absolute) && statSync(absolute).isDirectory() ? absolute : dirname(absolute);
  for (let current = folder; ; current = dirname(current)) {
    if (markers.some((marker) => existsSync(join(current, marker)))) return current;
    if (current === dirname(current)) return folder;
  }
}

/**
 * Where executions, storage, KV and services of a project live: `GITPHONY_STATE_DIR`, else `<root>/.gitphony`,
 * else (a root that cannot be written) a folder of this root's own in the user's state directory.
 */
export function findStateDirectory(root: string): string {
  const candidates = stateCandidates(root);
  const failures: string[] = [];
  for (const candidate of candidates) {
    try {
      prepareStateDirectory(candidate);
      return candidate;
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new GitphonyError(
    'STATE_DIRECTORY',
    `expected a folder that can be written for the state of this project: ${failures.join('; ')}`,
    {
      hint: 'set GITPHONY_STATE_DIR to such a folder',
    },
  );
}

/** As {@link findStateDirectory} for who only reads: makes nothing, so the folder may not exist. */
export function locateStateDirectory(root: string): string {
  const [first, ...others] = stateCandidates(root);
  if (first === undefined) throw new Error('a project has at least one place for its state');
  const existing = [first, ...others].filter((candidate) => existsSync(candidate));
  return existing.find((candidate) => statSync(candidate).isDirectory() && isWritable(candidate)) ?? first;
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where the state may lie, the first that can be written to counts. */
function stateCandidates(root: string): readonly string[] {
  const given = process.env['GITPHONY_STATE_DIR'];
  if (given !== undefined && given !== '') return [resolve(given)];
  const ofRoot = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return [join(root, '.gitphony'), join(userStateDirectory(), ofRoot)];
}

/** Makes the folder, and keeps it out of git: records and outputs are no source. Throws where it cannot be written. */
function prepareStateDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true });
  accessSync(directory, constants.W_OK);
  const ignore = join(directory, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
}

function userStateDirectory(): string {
  const given = process.env['XDG_STATE_HOME'];
  return join(given !== undefined && given !== '' ? given : join(homedir(), '.local/state'), 'gitphony');
}
