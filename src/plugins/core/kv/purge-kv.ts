import picomatch from 'picomatch';
import { TaskError } from '../../../contract/errors.ts';
import type { KvEntry } from '../../../contract/kv.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { deprecated, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { isExpired } from './is-expired.ts';
import { writesKeys } from './writes-keys.ts';

const behavior = Type.Union(
  [
    Type.Object(
      { type: Type.Literal('key'), expiredOnly: Type.Optional(Type.Boolean({ default: true })) },
      { additionalProperties: false },
    ),
    Type.Object(
      {
        type: Type.Literal('version'),
        before: Type.Optional(Type.String()),
        keepAmount: Type.Optional(Type.Integer({ minimum: 0 })),
      },
      { additionalProperties: false },
    ),
  ],
  {
    description:
      'What is deleted: `{type: key, expiredOnly: true}` (the default). `{type: version, …}` deletes older versions in Kestra; ' +
      'here a key has none, so it deletes nothing.',
  },
);

/** Deletes keys of namespaces. */
export const purgeKv = defineTask({
  type: 'io.kestra.plugin.core.kv.PurgeKV',
  title: 'Delete keys: those that have expired, or all.',
  properties: Type.Object({
    namespaces: Type.Optional(Type.Array(Type.String(), { description: 'Default: all namespaces.' })),
    namespacePattern: Type.Optional(
      Type.String({ description: 'A glob of namespaces, such as `company.*`, in place of `namespaces`.' }),
    ),
    includeChildNamespaces: Type.Optional(
      Type.Boolean({ description: 'Whether `namespaces` means their children too.', default: true }),
    ),
    keyPattern: Type.Optional(Type.String({ description: 'Only keys that match this glob, such as `tmp_*`.' })),
    behavior: Type.Optional(behavior),
    expiredOnly: Type.Optional(
      deprecated('use `behavior`', Type.Boolean({ description: 'Whether only expired keys are deleted.' })),
    ),
  }),
  outputs: Type.Object({
    size: Type.Integer({ description: 'Keys deleted.' }),
  }),
  github: writesKeys,
  examples: [
    {
      title: 'Forget temporary keys of a namespace and its children',
      code: `id: forget_temporary
namespace: company.team
tasks:
  - id: purge
    type: io.kestra.plugin.core.kv.PurgeKV
    namespaces: [company.team]
    keyPattern: "tmp_*"
    behavior:
      type: key
      expiredOnly: false
`,
    },
  ],
  async run({ namespaces, namespacePattern, includeChildNamespaces = true, keyPattern, ...rules }, context) {
    if (namespaces !== undefined && namespacePattern !== undefined) {
      throw new TaskError('NAMESPACES_TWICE', 'expected namespaces or namespacePattern, got both', {
        retryable: false,
      });
    }
    const { purge, found } = await storeOf(context);
    const isWanted =
      namespacePattern === undefined
        ? namespaceTest(namespaces, includeChildNamespaces)
        : picomatch(namespacePattern, { dot: true });
    const chosen = found.filter((namespace) => isWanted(namespace));
    context.log.info(`purging ${chosen.length} namespaces: ${chosen.join(', ')}`);
    const matchesKey = keyPattern === undefined ? () => true : picomatch(keyPattern, { dot: true });
    const isDue = dueTest(rules);
    let size = 0;
    for (const namespace of chosen) size += await purge((entry) => isDue(entry) && matchesKey(entry.key), namespace);
    context.log.info(`purged ${size} keys`);
    return { outputs: { size } };
  },
});

type Purge = (matches: (entry: KvEntry) => boolean, namespace: string) => Promise<number>;

async function storeOf({ kv }: RunContext): Promise<{ purge: Purge; found: readonly string[] }> {
  if (kv.purge === undefined || kv.namespaces === undefined) {
    throw new TaskError('KV_READ_ONLY', 'expected a KV store that can be purged, this one is read only', {
      retryable: false,
    });
  }
  return {
    purge: (matches, namespace) => kv.purge?.(matches, namespace) ?? Promise.resolve(0),
    found: await kv.namespaces(),
  };
}

function namespaceTest(namespaces: readonly string[] | undefined, withChildren: boolean): (name: string) => boolean {
  if (namespaces === undefined) return () => true;
  return (name) => namespaces.some((own) => name === own || (withChildren && name.startsWith(`${own}.`)));
}

function dueTest(rules: {
  expiredOnly?: boolean;
  behavior?: { type: 'key'; expiredOnly?: boolean } | { type: 'version' };
}): (entry: KvEntry) => boolean {
  const { expiredOnly, behavior: given = { type: 'key' } } = rules;
  if (expiredOnly === undefined && given.type === 'version') return () => false;
  const only = expiredOnly ?? (given.type === 'key' ? given.expiredOnly : undefined) ?? true;
  return only ? (entry) => isExpired(entry) : () => true;
}
