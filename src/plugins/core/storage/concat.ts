import { Readable } from 'node:stream';
import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { withDot } from '../../../plugin-kit/files/extension.ts';

/** Joins stored files into one. */
export const concat = defineTask({
  type: 'io.kestra.plugin.core.storage.Concat',
  aliases: ['io.kestra.core.tasks.storages.Concat'],
  title: 'Join stored files into one.',
  description:
    'Streams: files of any size take little memory. The separator stands behind each file, the last one too.',
  properties: Type.Object({
    files: Type.Union([Type.Array(Type.String()), Type.String()], {
      description: 'URIs of stored files, in order: a list, or the JSON text of one.',
    }),
    separator: Type.Optional(Type.String({ description: 'A text to put behind each file. Default: none.' })),
    extension: Type.Optional(Type.String({ description: 'Extension of the new file.', default: '.tmp' })),
  }),
  outputs: Type.Object({
    uri: Type.String({ description: 'URI of the new file.' }),
  }),
  examples: [
    {
      title: 'Join two downloads',
      code: `id: join_files
namespace: company.team
tasks:
  - id: january
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/2024-01.csv
  - id: february
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/2024-02.csv
  - id: both
    type: io.kestra.plugin.core.storage.Concat
    extension: .csv
    files:
      - "{{ outputs.january.uri }}"
      - "{{ outputs.february.uri }}"
`,
    },
  ],
  async run({ files, separator, extension = '.tmp' }, context) {
    const content = Readable.from(joined(readList(files), separator, context), { objectMode: false });
    return { outputs: { uri: await context.storage.put(`concat${withDot(extension)}`, content) } };
  },
});

/** Kestra lets `jq` templates give the list as JSON text. */
function readList(files: readonly string[] | string): readonly string[] {
  if (typeof files !== 'string') return files;
  let list: unknown;
  try {
    list = JSON.parse(files);
  } catch (cause) {
    throw noList(files, cause);
  }
  if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return list;
  throw noList(files);
}

function noList(text: string, cause?: unknown): TaskError {
  const excerpt = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return new TaskError('FILES_INVALID', `files: expected a list of URIs, got ${JSON.stringify(excerpt)}`, {
    retryable: false,
    hint: 'write a YAML list, or let the template render to a JSON list of texts',
    ...(cause === undefined ? {} : { cause }),
  });
}

async function* joined(
  uris: readonly string[],
  separator: string | undefined,
  { storage, signal }: RunContext,
): AsyncGenerator<Buffer> {
  for (const uri of uris) {
    for await (const chunk of await storage.get(uri)) {
      signal.throwIfAborted();
      yield chunk as Buffer;
    }
    if (separator !== undefined && separator !== '') yield Buffer.from(separator);
  }
}
