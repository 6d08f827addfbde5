import { constants } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import picomatch from 'picomatch';
import type { RunContext } from '../../contract/run-context.ts';
import { globOptions } from './glob-options.ts';
import { innerPath } from './inner-path.ts';
import type { ScriptProperties } from './properties.ts';

/** Copies the namespace's files into the working directory: all, or those that `include` and `exclude` leave. */
export async function placeNamespaceFiles(
  context: Pick<RunContext, 'namespaceFiles'>,
  directory: string,
  namespaceFiles: ScriptProperties['namespaceFiles'],
): Promise<void> {
  if (namespaceFiles === undefined || namespaceFiles.enabled === false) return;
  const included = matcher(namespaceFiles.include) ?? (() => true);
  const excluded = matcher(namespaceFiles.exclude) ?? (() => false);
  for (const { path, absolutePath } of await context.namespaceFiles()) {
    if (!included(path) || excluded(path)) continue;
    const target = innerPath(directory, path, 'namespaceFiles');
    await mkdir(dirname(target), { recursive: true });
    await copyFile(absolutePath, target, constants.COPYFILE_FICLONE);
  }
}

function matcher(patterns: string | readonly string[] | undefined): ((path: string) => boolean) | undefined {
  if (patterns === undefined) return undefined;
  const list = (typeof patterns === 'string' ? [patterns] : patterns).map((pattern) => pattern.replace(/^\.?\//u, ''));
  return list.length === 0 ? undefined : picomatch(list, globOptions);
}
