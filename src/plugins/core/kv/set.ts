import { durationText, selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { checkKvKey, parseKvValue } from '../../../plugin-kit/kv-value.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';
import { readDuration } from '../../../plugin-kit/read-duration.ts';
import { renderText } from '../../../plugin-kit/render-text.ts';
import { writesKeys } from './writes-keys.ts';

/** Stores a value under a key. */
export const set = defineTask({
  type: 'io.kestra.plugin.core.kv.Set',
  title: 'Store a value under a key of a namespace.',
  properties: Type.Object({
    key: Type.String({ description: 'The key: letters, digits, `.`, `_`, `-`.' }),
    value: selfRendered(Type.Unknown({ description: 'The value; lists and maps become JSON text.' })),
    kvType: Type.Optional(
      Type.Union(
        [
          Type.Literal('STRING'),
          Type.Literal('NUMBER'),
          Type.Literal('BOOLEAN'),
          Type.Literal('DATETIME'),
          Type.Literal('DATE'),
          Type.Literal('DURATION'),
          Type.Literal('JSON'),
        ],
        {
          description: 'What the value is. DATE and DATETIME want an instant such as `2024-01-02T00:00:00Z`.',
          default: 'STRING',
        },
      ),
    ),
    namespace: Type.Optional(Type.String({ description: 'Default: the flow’s namespace.' })),
    overwrite: Type.Optional(Type.Boolean({ description: 'Whether a key that is there may change.', default: true })),
    ttl: Type.Optional(durationText({ description: 'How long the key lives. Default: for ever.' })),
    kvDescription: Type.Optional(Type.String({ description: 'What the key is for.' })),
  }),
  outputs: noOutputs,
  github: writesKeys,
  examples: [
    {
      title: 'Remember where the last run ended',
      code: `id: remember
namespace: company.team
tasks:
  - id: remember
    type: io.kestra.plugin.core.kv.Set
    key: last_run
    value: "{{ now() }}"
`,
    },
    {
      title: 'A typed value that expires',
      code: `id: settings
namespace: company.team
tasks:
  - id: limits
    type: io.kestra.plugin.core.kv.Set
    key: limits
    kvType: JSON
    ttl: P7D
    value: |
      {"rows": 1000, "retries": 3}
`,
    },
  ],
  async run({ key, value, kvType = 'STRING', namespace, overwrite = true, ttl, kvDescription }, context) {
    checkKvKey(key);
    const text = await renderText(context, value);
    const entry = {
      key,
      type: kvType,
      value: parseKvValue(kvType, text),
      ...(ttl === undefined ? {} : { expiresAt: new Date(Date.now() + readDuration('ttl', ttl)).toISOString() }),
      ...(kvDescription === undefined ? {} : { description: kvDescription }),
    };
    await context.kv.set(entry, { overwrite, ...(namespace === undefined ? {} : { namespace }) });
    return {};
  },
});
