import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { withDot } from '../../../plugin-kit/files/extension.ts';

/** Writes a text into a stored file. */
export const write = defineTask({
  type: 'io.kestra.plugin.core.storage.Write',
  title: 'Write a text into a stored file.',
  properties: Type.Object({
    content: Type.String({ description: 'The content, written as UTF-8.' }),
    extension: Type.Optional(Type.String({ description: 'Extension of the new file, such as `.txt`. Default: none.' })),
  }),
  outputs: Type.Object({
    uri: Type.String({ description: 'URI of the new file.' }),
  }),
  examples: [
    {
      title: 'A file for the tasks behind it',
      code: `id: write_file
namespace: company.team
tasks:
  - id: list
    type: io.kestra.plugin.core.storage.Write
    extension: .csv
    content: |
      id,name
      1,Ada
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ read(outputs.list.uri) }}"
`,
    },
  ],
  async run({ content, extension = '' }, context) {
    return { outputs: { uri: await context.storage.put(`file${withDot(extension)}`, content) } };
  },
});
