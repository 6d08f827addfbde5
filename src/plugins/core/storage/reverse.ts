import { Readable } from 'node:stream';
import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { extensionOf } from '../../../plugin-kit/files/extension.ts';
import { linesFromEnd } from '../../../plugin-kit/files/lines-from-end.ts';

/** In these a line end is one byte, and no byte of another character: what reading from the end relies on. */
const charsets: ReadonlySet<string> = new Set([
  'UTF-8',
  'UTF8',
  'US-ASCII',
  'ASCII',
  'ISO-8859-1',
  'LATIN1',
  'WINDOWS-1252',
]);

/** Reverses the lines of a stored file. */
export const reverse = defineTask({
  type: 'io.kestra.plugin.core.storage.Reverse',
  aliases: ['io.kestra.core.tasks.storages.Reverse'],
  title: 'Reverse the order of the lines of a stored file.',
  description: 'Reads from the end: a file of any size takes little memory.',
  properties: Type.Object({
    from: Type.String({ description: 'URI of the stored file.' }),
    separator: Type.Optional(Type.String({ description: 'What ends each line of the new file.', default: '\n' })),
    charset: Type.Optional(
      Type.String({
        description: 'Charset of the file: UTF-8, US-ASCII, ISO-8859-1 or windows-1252.',
        default: 'UTF-8',
      }),
    ),
  }),
  outputs: Type.Object({
    uri: Type.String({ description: 'URI of the new file.' }),
  }),
  examples: [
    {
      title: 'The newest line first',
      code: `id: newest_first
namespace: company.team
inputs:
  - id: log
    type: FILE
tasks:
  - id: reverse
    type: io.kestra.plugin.core.storage.Reverse
    from: "{{ inputs.log }}"
`,
    },
  ],
  async run({ from, separator = '\n', charset = 'UTF-8' }, context) {
    if (!charsets.has(charset.toUpperCase())) {
      throw new TaskError(
        'CHARSET_UNSUPPORTED',
        `charset: expected one such as UTF-8 or ISO-8859-1, got "${charset}"`,
        {
          retryable: false,
          hint: 'Convert the file first, by a script with iconv for instance.',
        },
      );
    }
    const path = await context.storage.localPath(from);
    const content = Readable.from(ended(path, Buffer.from(separator), context.signal), { objectMode: false });
    return { outputs: { uri: await context.storage.put(`reversed${extensionOf(from, '.tmp')}`, content) } };
  },
});

async function* ended(path: string, end: Buffer, signal: AbortSignal): AsyncGenerator<Buffer> {
  for await (const lines of linesFromEnd(path)) {
    signal.throwIfAborted();
    yield Buffer.concat(lines.flatMap((line) => [line, end]));
  }
}
