import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { splitFile } from '../../../plugin-kit/files/split-file.ts';
import { splitProperties } from '../../../plugin-kit/files/split-properties.ts';

/** Splits a stored file of lines into several. */
export const split = defineTask({
  type: 'io.kestra.plugin.core.storage.Split',
  aliases: ['io.kestra.core.tasks.storages.Split'],
  title: 'Split a stored file into several, line by line.',
  description:
    'Lines are never cut. Give one of `regexPattern`, `bytes`, `partitions` and `rows`; of several, the first in this order ' +
    'counts. Streams: a file of any size takes little memory.',
  properties: Type.Object({
    from: Type.String({ description: 'URI of the stored file.' }),
    ...splitProperties,
  }),
  outputs: Type.Object({
    uris: Type.Array(Type.String(), { description: 'URIs of the parts, in order; none is empty.' }),
  }),
  examples: [
    {
      title: 'Parts of a thousand lines',
      code: `id: in_parts
namespace: company.team
inputs:
  - id: data
    type: FILE
tasks:
  - id: split
    type: io.kestra.plugin.core.storage.Split
    from: "{{ inputs.data }}"
    rows: 1000
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.split.uris | length }} parts"
`,
    },
    {
      title: 'One part for each table that the lines name',
      code: `id: by_table
namespace: company.team
inputs:
  - id: changes
    type: FILE
tasks:
  - id: split
    type: io.kestra.plugin.core.storage.Split
    from: "{{ inputs.changes }}"
    regexPattern: '"table":\\s*"([^"]+)"'
`,
    },
  ],
  async run({ from, ...rule }, context) {
    return { outputs: { uris: [...(await splitFile(context, from, rule))] } };
  },
});
