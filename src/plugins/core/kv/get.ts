import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { isExpired } from './is-expired.ts';
import { readsKeys } from './writes-keys.ts';

/** Reads the value of a key. */
export const get = defineTask({
  type: 'io.kestra.plugin.core.kv.Get',
  title: 'Read the value of a key.',
  description: "In a template, `{{ kv('key') }}` does the same. A key whose time is over fails the task.",
  properties: Type.Object({
    key: Type.String({ description: 'The key.' }),
    namespace: Type.Optional(Type.String({ description: 'Default: the flow’s namespace.' })),
    errorOnMissing: Type.Optional(
      Type.Boolean({ description: 'Fail where there is no such key; else there is no output.', default: false }),
    ),
  }),
  outputs: Type.Object({
    value: Type.Optional(Type.Unknown({ description: 'The value, in the type that it was stored with.' })),
  }),
  github: readsKeys,
  examples: [
    {
      title: 'Read a key, with a default',
      code: `id: recall
namespace: company.team
tasks:
  - id: recall
    type: io.kestra.plugin.core.kv.Get
    key: last_run
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Last run: {{ outputs.recall.value ?? 'never' }}"
`,
    },
  ],
  async run({ key, namespace, errorOnMissing = false }, context) {
    const entry = await context.kv.get(key, namespace, { expired: true });
    const where = `key "${key}" in namespace ${namespace ?? context.execution.namespace}`;
    if (entry === undefined) {
      if (!errorOnMissing) return { outputs: {} };
      throw new TaskError('KV_NOT_FOUND', `expected a value for ${where}, found none`, {
        hint: `Set it by "gitphony kv set" or the task kv.Set, or leave errorOnMissing out.`,
      });
    }
    if (isExpired(entry)) {
      throw new TaskError('KV_EXPIRED', `the value of ${where} expired at ${entry.expiresAt ?? ''}`, {
        hint: 'Set it again, or with a longer ttl.',
      });
    }
    return { outputs: { value: entry.value } };
  },
});
