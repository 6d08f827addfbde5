import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../contract/errors.ts';

const patterns = ['tests/flows/**/*.{yaml,yml}', 'flow-tests/**/*.{yaml,yml}'];

/** Every suite of a project (`tests/flows/`, `flow-tests/`), absolute, sorted. */
export async function findSuites(root: string): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  const files = await glob(patterns, { cwd: root, absolute: true, ignore: ['**/node_modules/**'] });
  return files.toSorted();
}

/** The suites that a path names: the file itself; a project's suites; else all YAML files below a folder. */
export async function expandSuitePath(path: string): Promise<string[]> {
  const absolute = resolve(path);
  if (!existsSync(absolute)) {
    throw new UsageError('SUITE_NOT_FOUND', `expected a file or a folder with test suites, found nothing at ${path}`);
  }
  if (!statSync(absolute).isDirectory()) return [absolute];
  const own = await findSuites(absolute);
  if (own.length > 0) return own;
  const { glob } = await import('tinyglobby');
  const files = await glob('**/*.{yaml,yml}', { cwd: absolute, absolute: true, ignore: ['**/node_modules/**'] });
  return files.toSorted();
}
