import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { isExpired } from './is-expired.ts';
import { readsKeys } from './writes-keys.ts';

/** Lists the keys of a namespace. */
export const getKeys = defineTask({
  type: 'io.kestra.plugin.core.kv.GetKeys',
  title: 'List the keys of a namespace.',
  properties: Type.Object({
    prefix: Type.Optional(Type.String({ description: 'Only keys that begin so.' })),
    namespace: Type.Optional(Type.String({ description: 'Default: the flow’s namespace.' })),
  }),
  outputs: Type.Object({
    keys: Type.Array(Type.String(), { description: 'The keys, sorted.' }),
  }),
  github: readsKeys,
  examples: [
    {
      title: 'All keys with a prefix',
      code: `id: which
namespace: company.team
tasks:
  - id: which
    type: io.kestra.plugin.core.kv.GetKeys
    prefix: taxi_
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.which.keys }}"
`,
    },
  ],
  async run({ prefix = '', namespace }, context) {
    const entries = await context.kv.list(namespace);
    const keys = entries.filter((entry) => entry.key.startsWith(prefix) && !isExpired(entry)).map(({ key }) => key);
    return { outputs: { keys: keys.toSorted() } };
  },
});
