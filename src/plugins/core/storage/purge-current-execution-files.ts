import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';

/** Deletes the files that the running execution has stored. */
export const purgeCurrentExecutionFiles = defineTask({
  type: 'io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles',
  aliases: ['io.kestra.core.tasks.storages.PurgeExecution', 'io.kestra.plugin.core.storage.PurgeExecution'],
  title: 'Delete all files that this execution has stored.',
  description:
    'Inputs, outputs and logs of the record stay; only stored files go, so later tasks can no longer read them.',
  properties: Type.Object({}),
  outputs: Type.Object({
    uris: Type.Array(Type.String(), { description: 'The URIs of the deleted files.' }),
  }),
  examples: [
    {
      title: 'Clean up at the end',
      code: `id: tidy
namespace: company.team
tasks:
  - id: download
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/data.csv
  - id: purge
    type: io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles
`,
    },
  ],
  async run(_properties, context) {
    const uris = await context.storage.purgeExecution();
    context.log.debug(`${uris.length} files deleted`);
    return { outputs: { uris: [...uris] } };
  },
});
