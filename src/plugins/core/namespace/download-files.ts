import { createReadStream } from 'node:fs';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { fileMatcher } from '../../../plugin-kit/files/match-files.ts';

/** Copies files of a namespace into storage. */
export const downloadFiles = defineTask({
  type: 'io.kestra.plugin.core.namespace.DownloadFiles',
  title: 'Copy files of a namespace into internal storage.',
  description: 'Reads `namespace-files/<namespace>/`. Reports the metric `downloaded` (files).',
  properties: Type.Object({
    namespace: Type.Optional(Type.String({ description: 'Default: the flow’s namespace.' })),
    files: Type.Union([Type.Array(Type.String()), Type.String()], {
      description:
        'A path or glob, or a list of them: `main.py` (at any depth), `/scripts/*.py`, `**`, `regex:.*[.]sql`.',
    }),
    destination: Type.Optional(Type.String({ description: 'Put before the names of the stored files.', default: '' })),
  }),
  outputs: Type.Object({
    files: Type.Record(Type.String(), Type.String(), {
      description: 'URIs of the stored files by their path in the namespace, with a leading slash.',
    }),
  }),
  examples: [
    {
      title: 'All queries of another namespace',
      code: `id: fetch_queries
namespace: company.team
tasks:
  - id: queries
    type: io.kestra.plugin.core.namespace.DownloadFiles
    namespace: company.shared
    files:
      - "**.sql"
`,
    },
  ],
  async run({ namespace, files, destination = '' }, context) {
    const matches = await fileMatcher(files);
    const found = (await context.namespaceFolder(namespace).list()).filter(({ path }) => matches(path));
    const stored: Record<string, string> = {};
    for (const { path, absolutePath } of found) {
      stored[`/${path}`] = await context.storage.put(`${destination}/${path}`, createReadStream(absolutePath));
      context.log.debug(`Downloaded ${path}`);
    }
    context.metric({ name: 'downloaded', type: 'counter', value: found.length });
    return { outputs: { files: stored } };
  },
});
