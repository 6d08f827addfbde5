import type { RunContext } from '../../contract/run-context.ts';
import { choosePart, type PartChooser } from './choose-part.ts';
import { extensionOf } from './extension.ts';
import { lineBatches } from './line-batches.ts';
import { PartFiles } from './part-files.ts';
import type { SplitRule } from './split-properties.ts';

/** Cuts a stored file of lines into parts and answers their URIs in order. Streams: any size takes little memory. */
export async function splitFile(
  context: Pick<RunContext, 'storage' | 'signal' | 'workingDirectory'>,
  from: string,
  { separator = '\n', ...rule }: SplitRule & { readonly separator?: string | undefined },
): Promise<readonly string[]> {
  const partOf: PartChooser = await choosePart(rule);
  const parts = await PartFiles.open<string | number>(context);
  const end = Buffer.from(separator);
  try {
    for await (const lines of lineBatches(await context.storage.get(from))) {
      context.signal.throwIfAborted();
      let due = false;
      for (const line of lines) {
        const part = partOf(line, end.length);
        if (part !== undefined) due = parts.append(part, line, end) || due;
      }
      if (due) await parts.flush();
    }
    const extension = extensionOf(from, '.tmp');
    return await parts.store(context, (index) => `part-${index + 1}${extension}`);
  } finally {
    await parts.remove();
  }
}
