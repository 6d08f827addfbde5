import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { writesKeys } from '../kv/writes-keys.ts';
import { stateProperties } from './state-properties.ts';
import { stateKey, stateMissing } from './state-store.ts';

/** Deletes a state. Named so because `delete` is a word of the language. */
export const deleteState = defineTask({
  type: 'io.kestra.plugin.core.state.Delete',
  aliases: ['io.kestra.core.tasks.states.Delete'],
  deprecated: 'use io.kestra.plugin.core.kv.Delete',
  title: 'Delete data that the flow has kept.',
  description: 'Deprecated in Kestra in favour of the KV store, where states are kept.',
  properties: Type.Object({
    ...stateProperties,
    errorOnMissing: Type.Optional(Type.Boolean({ description: 'Fail where there is no such state.', default: false })),
  }),
  outputs: Type.Object({
    deleted: Type.Boolean({ description: 'Whether there was something to delete.' }),
  }),
  github: writesKeys,
  examples: [
    {
      title: 'Begin anew',
      code: `id: forget_offset
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.core.state.Delete
    name: offsets
`,
    },
  ],
  async run({ errorOnMissing = false, ...properties }, context) {
    const key = stateKey(properties, context);
    const deleted = await context.kv.delete(key);
    if (!deleted && errorOnMissing) throw stateMissing(key);
    return { outputs: { deleted } };
  },
});
