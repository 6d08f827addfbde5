import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { writesKeys } from './writes-keys.ts';

/** Deletes a key. Named so because `delete` is a word of the language. */
export const deleteKey = defineTask({
  type: 'io.kestra.plugin.core.kv.Delete',
  title: 'Delete a key of a namespace.',
  properties: Type.Object({
    key: Type.String({ description: 'The key.' }),
    namespace: Type.Optional(Type.String({ description: 'Default: the flow’s namespace.' })),
    errorOnMissing: Type.Optional(Type.Boolean({ description: 'Fail where there is no such key.', default: false })),
  }),
  outputs: Type.Object({
    deleted: Type.Boolean({ description: 'Whether there was something to delete.' }),
  }),
  github: writesKeys,
  examples: [
    {
      title: 'Forget a key',
      code: `id: forget
namespace: company.team
tasks:
  - id: forget
    type: io.kestra.plugin.core.kv.Delete
    key: last_run
`,
    },
  ],
  async run({ key, namespace, errorOnMissing = false }, context) {
    const deleted = await context.kv.delete(key, namespace);
    if (deleted || !errorOnMissing) return { outputs: { deleted } };
    const where = namespace ?? context.execution.namespace;
    throw new TaskError('KV_NOT_FOUND', `expected a key "${key}" in namespace ${where}, found none`, {
      hint: 'Check the name by "gitphony kv list", or leave errorOnMissing out.',
    });
  },
});
