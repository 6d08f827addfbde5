import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';

/** Answers how large a stored file is. */
export const size = defineTask({
  type: 'io.kestra.plugin.core.storage.Size',
  aliases: ['io.kestra.core.tasks.storages.Size'],
  title: 'Answer the size of a stored file.',
  properties: Type.Object({
    uri: Type.String({ description: 'URI of the stored file.' }),
  }),
  outputs: Type.Object({
    size: Type.Integer({ description: 'Bytes.' }),
  }),
  examples: [
    {
      title: 'Go on only with a file that holds something',
      code: `id: not_empty
namespace: company.team
inputs:
  - id: data
    type: FILE
tasks:
  - id: size
    type: io.kestra.plugin.core.storage.Size
    uri: "{{ inputs.data }}"
  - id: check
    type: io.kestra.plugin.core.execution.Fail
    condition: "{{ outputs.size.size == 0 }}"
`,
    },
  ],
  run: async ({ uri }, context) => ({ outputs: { size: await context.storage.size(uri) } }),
});
