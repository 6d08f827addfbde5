import { constants } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import type { RunContext } from '../../contract/run-context.ts';
import type { ValueMap } from '../../util/values.ts';
import { renderTextMap } from '../render-text.ts';
import { placeFile } from './place-file.ts';

type PlacingContext = Pick<RunContext, 'render' | 'storage'>;

/** Makes the files of `inputFiles` in the working directory. Stored files are copied (cloned where the file system can). */
export async function placeInputFiles(
  context: PlacingContext,
  directory: string,
  inputFiles: unknown,
  extra: ValueMap,
): Promise<void> {
  for (const [name, content] of await renderTextMap(context, 'inputFiles', inputFiles, extra)) {
    const target = await placeFile(directory, name, 'inputFiles');
    const source = await sourceOf(context, content);
    if (source === undefined) await writeFile(target, content);
    else await copyFile(source, target, constants.COPYFILE_FICLONE);
  }
}

async function sourceOf(context: PlacingContext, content: string): Promise<string | undefined> {
  if (content.includes('\n')) return undefined;
  return context.storage.isUri(content) ? context.storage.localPath(content) : undefined;
}
