import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { UsageError } from '../contract/errors.ts';
import { nearestName } from '../util/nearest-name.ts';
import { fullName, readFlowName } from './flow-name.ts';

/** File name of a project's settings, at its root. */
export const CONFIG_FILE = 'gitphony.yaml';

/** Every flow file of a project (`flows/`, `subflows/`), absolute, sorted. */
export async function findFlowFiles(root: string): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  const files = await glob(['flows/**/*.{yaml,yml}', 'subflows/**/*.{yaml,yml}'], { cwd: root, absolute: true });
  return files.toSorted();
}

/** Flow files that a path names: the file itself, or all YAML files below a folder. */
export async function expandFlowPath(path: string): Promise<string[]> {
  const absolute = resolve(path);
  if (!existsSync(absolute)) {
    throw new UsageError('FLOW_NOT_FOUND', `expected a flow file or a folder, found nothing at ${path}`);
  }
  if (!statSync(absolute).isDirectory()) return [absolute];
  const project = await findFlowFiles(absolute);
  if (project.length > 0) return project;
  const { glob } = await import('tinyglobby');
  const files = await glob('**/*.{yaml,yml}', {
    cwd: absolute,
    absolute: true,
    ignore: ['**/node_modules/**', '.github/**'],
  });
  return files.filter((file) => !file.endsWith('/gitphony.yaml')).toSorted();
}

/**
 * The file of a flow named by path or by `namespace.id`. The latter is looked up among the project's flows, never split:
 * an id may hold dots. Fails with FLOW_NOT_FOUND, offering the nearest name.
 */
export async function findFlowFile(reference: string, root: string): Promise<string> {
  const path = isAbsolute(reference) ? reference : resolve(reference);
  if (existsSync(path) && statSync(path).isFile()) return path;
  const files = await findFlowFiles(root);
  const names = new Map<string, string[]>();
  for (const file of files) {
    const name = fullName(readFlowName(await readFile(file, 'utf8')));
    if (name !== undefined) names.set(name, [...(names.get(name) ?? []), file]);
  }
  const [found, other] = names.get(reference) ?? [];
  if (found !== undefined && other !== undefined) {
    const both = `${projectPath(root, found)} and ${projectPath(root, other)}`;
    throw new UsageError('FLOW_AMBIGUOUS', `expected one flow ${reference}, ${both} both have this name`, {
      hint: "name the flow by its file, or change one's id or namespace",
    });
  }
  if (found !== undefined) return found;
  const sameId = [...names.keys()].filter((name) => name.endsWith(`.${reference}`));
  const known = [...names.keys(), ...files.map((file) => relative(process.cwd(), file))];
  const nearest = sameId.length === 1 ? sameId[0] : nearestName(reference, known);
  throw new UsageError('FLOW_NOT_FOUND', `expected a flow file or a flow's namespace.id, found no "${reference}"`, {
    hint:
      nearest === undefined
        ? `this project (${root}) has ${files.length === 0 ? 'no flows' : `these flows: ${[...names.keys()].join(', ')}`}`
        : `did you mean "${nearest}"?`,
  });
}

/** A path as messages and records show it: relative to the root, with `/`. */
export function projectPath(root: string, file: string): string {
  const path = relative(root, file);
  return (path.startsWith('..') ? file : path).replaceAll('\\', '/');
}

/** The flow file's absolute path from a record's. */
export function absolutePath(root: string, file: string): string {
  return isAbsolute(file) ? file : join(root, file);
}
