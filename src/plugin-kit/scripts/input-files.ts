import { constants } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TaskError } from '../../contract/errors.ts';
import type { RunContext } from '../../contract/run-context.ts';
import type { ValueMap } from '../../util/values.ts';
import { renderTextMap } from '../render-text.ts';
import { innerPath } from './inner-path.ts';

type PlacingContext = Pick<RunContext, 'render' | 'storage' | 'execution' | 'namespaceFiles'>;

/** Makes the files of `inputFiles` in the working directory. Stored files are copied (cloned where the file system can). */
export async function placeInputFiles(
  context: PlacingContext,
  directory: string,
  inputFiles: unknown,
  extra: ValueMap,
): Promise<void> {
  for (const [name, content] of await renderTextMap(context, 'inputFiles', inputFiles, extra)) {
    const target = innerPath(directory, name, 'inputFiles');
    await mkdir(dirname(target), { recursive: true });
    const source = await sourceOf(context, content);
    if (source === undefined) await writeFile(target, content);
    else await copyFile(source, target, constants.COPYFILE_FICLONE);
  }
}

async function sourceOf(context: PlacingContext, content: string): Promise<string | undefined> {
  if (content.includes('\n')) return undefined;
  if (content.startsWith('kestra://')) return context.storage.localPath(content);
  if (content.startsWith('nsfile://')) return namespaceFile(context, content);
  return undefined;
}

async function namespaceFile(context: PlacingContext, uri: string): Promise<string> {
  const wanted = uri.slice('nsfile://'.length).replace(/^\//u, '');
  const found = (await context.namespaceFiles()).find(({ path }) => path === wanted);
  if (found !== undefined) return found.absolutePath;
  throw new TaskError('NAMESPACE_FILE_NOT_FOUND', `${uri}: no such file in namespace ${context.execution.namespace}`, {
    retryable: false,
    hint: `Put it under namespace-files/${context.execution.namespace}/${wanted}.`,
  });
}
