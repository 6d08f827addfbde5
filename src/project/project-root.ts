import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { GitphonyError } from '../contract/errors.ts';

const settings = 'gitphony.yaml';
const markers = [settings, 'flows', 'subflows', 'namespace-files'];

/**
 * A path's project root: its nearest ancestor (itself included) that holds `gitphony.yaml`, `flows/`, `subflows/` or
 * `namespace-files/`; else the folder of the file, or the folder itself. A `gitphony.yaml` that says `root: folder` hands on to it.
 */
export function findProjectRoot(path: string): string {
  const absolute = resolve(path);
  const folder = existsSync(absolute) && statSync(absolute).isDirectory() ? absolute : dirname(absolute);
  for (let current = folder; ; current = dirname(current)) {
    if (markers.some((marker) => existsSync(join(current, marker)))) return statedRoot(current) ?? current;
    if (current === dirname(current)) return folder;
  }
}

/**
 * Where a project's `gitphony.yaml` and `.github/` are: an ancestor of its root whose `gitphony.yaml` names that root (a monorepo),
 * else the root itself. Paths of flow files are relative to it.
 */
export function findRepositoryFolder(root: string): string {
  if (existsSync(join(root, settings))) return root;
  for (let current = dirname(root); ; current = dirname(current)) {
    if (statedRoot(current) === root) return current;
    if (current === dirname(current)) return root;
  }
}

/** What `root:` of a folder's `gitphony.yaml` stands for; read by its line alone, for the schema has it as a plain text. */
function statedRoot(folder: string): string | undefined {
  const file = join(folder, settings);
  if (!existsSync(file)) return undefined;
  const line = /^root:[ \t]+["']?([^"'#\r\n]+?)["']?[ \t]*(?:#.*)?$/m.exec(readFileSync(file, 'utf8'));
  if (line?.[1] === undefined) return undefined;
  // What leads out of the folder is refused when the file is read.
  const root = resolve(folder, line[1]);
  return root.startsWith(join(folder, sep)) ? root : undefined;
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
