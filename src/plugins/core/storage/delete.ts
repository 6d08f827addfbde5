import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';

/** Deletes a stored file. Named so because `delete` is a word of the language. */
export const deleteFile = defineTask({
  type: 'io.kestra.plugin.core.storage.Delete',
  aliases: ['io.kestra.core.tasks.storages.Delete'],
  title: 'Delete a stored file.',
  properties: Type.Object({
    uri: Type.String({ description: 'URI of the stored file.' }),
    errorOnMissing: Type.Optional(Type.Boolean({ description: 'Fail where there is no such file.', default: false })),
  }),
  outputs: Type.Object({
    uri: Type.String({ description: 'The URI.' }),
    deleted: Type.Boolean({ description: 'Whether there was something to delete.' }),
  }),
  examples: [
    {
      title: 'Delete a download once it is loaded',
      code: `id: tidy_download
namespace: company.team
tasks:
  - id: download
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/data.csv
  - id: delete
    type: io.kestra.plugin.core.storage.Delete
    uri: "{{ outputs.download.uri }}"
`,
    },
  ],
  async run({ uri, errorOnMissing = false }, context) {
    const deleted = await context.storage.delete(uri);
    if (deleted || !errorOnMissing) return { outputs: { uri, deleted } };
    throw new TaskError('STORAGE_NOT_FOUND', `expected a stored file to delete, there is none under ${uri}`, {
      retryable: false,
      hint: 'It may have been deleted before; leave errorOnMissing out where that is fine.',
    });
  },
});
