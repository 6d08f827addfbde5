import { constants, existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join, normalize, relative } from 'node:path';
import { TaskError } from '../../contract/errors.ts';
import type { RunContext } from '../../contract/run-context.ts';
import { fileMatcher } from '../files/match-files.ts';
import { innerPath } from './inner-path.ts';
import { placeFile } from './place-file.ts';
import type { ScriptProperties } from './properties.ts';

type PlacingContext = Pick<RunContext, 'namespaceFiles' | 'execution' | 'log' | 'metric'>;
type NamespaceFiles = NonNullable<ScriptProperties['namespaceFiles']>;

/** Copies files of namespaces into the working directory: all, or those that `include` and `exclude` leave. */
export async function placeNamespaceFiles(
  context: PlacingContext,
  directory: string,
  namespaceFiles: NamespaceFiles | undefined,
): Promise<void> {
  if (namespaceFiles === undefined || namespaceFiles.enabled === false) return;
  const { folderPerNamespace = false, mount = '.' } = namespaceFiles;
  // Refused also where there is no file to place.
  const root = normalize(mount) === '.' ? directory : innerPath(directory, mount, 'namespaceFiles.mount');
  const namespaces = listOf(namespaceFiles.namespaces) ?? [context.execution.namespace];
  const included = await matcher(namespaceFiles.include, true);
  const excluded = await matcher(namespaceFiles.exclude, false);
  let count = 0;
  for (const namespace of namespaces) {
    for (const { path, absolutePath } of await context.namespaceFiles(namespace)) {
      if (!included(path) || excluded(path)) continue;
      const name = folderPerNamespace ? join(namespace, path) : path;
      const inner = join(relative(directory, root), name);
      const target = await placeFile(directory, inner, 'namespaceFiles');
      if (existsSync(target) && !mayOverwrite(inner, namespaceFiles, context)) continue;
      await copyFile(absolutePath, target, constants.COPYFILE_FICLONE);
      count += 1;
    }
  }
  context.metric({ name: 'namespacefiles.count', type: 'counter', value: count });
}

function mayOverwrite(path: string, { ifExists = 'OVERWRITE' }: NamespaceFiles, { log }: PlacingContext): boolean {
  if (ifExists === 'OVERWRITE') return true;
  if (ifExists === 'FAIL') {
    throw new TaskError('FILE_EXISTS', `namespaceFiles: there is a file "${path}" in the working directory already`, {
      retryable: false,
      hint: 'set ifExists to OVERWRITE, WARN or IGNORE, or leave the file out by exclude',
    });
  }
  if (ifExists === 'WARN')
    log.warn(`namespaceFiles: "${path}" is in the working directory already, and stays as it is`);
  return false;
}

async function matcher(
  patterns: string | readonly string[] | undefined,
  otherwise: boolean,
): Promise<(path: string) => boolean> {
  const list = listOf(patterns)?.map((pattern) => pattern.replace(/^\.\//u, '/'));
  return list === undefined || list.length === 0 ? () => otherwise : fileMatcher(list);
}

/** A text is a list of one, or the JSON of a list. */
function listOf(given: string | readonly string[] | undefined): readonly string[] | undefined {
  if (typeof given !== 'string') return given;
  if (!given.trimStart().startsWith('[')) return [given];
  try {
    const parsed: unknown = JSON.parse(given);
    if (Array.isArray(parsed)) return parsed.map(String);
  } catch {
    // A glob may begin with a bracket, too.
  }
  return [given];
}
