import { expect, test } from 'vitest';
import type { KvEntry } from '../../contract/kv.ts';
import { createRunnerKeys } from './runner-keys.ts';
import { printVariableText } from './variable-text.ts';

const text = (key: string, value: string): KvEntry => ({ key, type: 'STRING', value });

function branchOf(files: Readonly<Record<string, readonly KvEntry[]>>) {
  return {
    entries: async (namespace: string) => new Map((files[namespace] ?? []).map((entry) => [entry.key, entry])),
    namespaces: async () => Object.keys(files),
  };
}

test('a read asks the run itself, then the branch from the own namespace upwards, then variables', async () => {
  const keys = createRunnerKeys({
    environment: {
      GITPHONY_VAR_A_B__BUCKET: 'from-variables',
      GITPHONY_VAR_A_B__REGION: 'eu',
      GITPHONY_VAR_A_B__NONE: '',
    },
    branch: branchOf({ a: [text('bucket', 'from-parent'), text('mode', 'x')] }),
  });
  const store = keys.store('a.b');
  const read = async (key: string, namespace?: string): Promise<unknown> => (await store.get(key, namespace))?.value;
  expect([await read('bucket'), await read('region'), await read('mode'), await read('none')]).toEqual([
    'from-parent',
    'eu',
    'x',
    undefined,
  ]);
  // A namespace that is written out is meant alone.
  expect(await read('mode', 'a.b')).toBeUndefined();
  await store.set(text('bucket', 'mine'));
  expect(await read('bucket')).toBe('mine');
  expect(await keys.store('a.b.c').get('bucket')).toMatchObject({ value: 'mine' });
});

test('what is written is kept for later, the last word on each key', async () => {
  const keys = createRunnerKeys({ environment: {}, branch: branchOf({ a: [text('old', '1')] }) });
  const store = keys.store('a');
  await store.set(text('k', '1'));
  await store.set(text('k', '2'));
  expect(await store.delete('old')).toBe(true);
  expect(await store.delete('old')).toBe(false);
  expect(await store.get('old')).toBeUndefined();
  expect((await store.list()).map(({ key }) => key)).toEqual(['k']);
  await expect(store.set(text('k', '3'), { overwrite: false })).rejects.toMatchObject({ code: 'KV_EXISTS' });
  expect(keys.changes()).toEqual([
    { namespace: 'a', key: 'k', entry: text('k', '2') },
    { namespace: 'a', key: 'old', entry: undefined },
  ]);
});

test('types and times come back from a variable that Gitphony wrote; what people typed is text', async () => {
  const entry: KvEntry = { key: 'limits', type: 'JSON', value: { rows: 5 } };
  const past = { ...entry, key: 'past', expiresAt: '2000-01-01T00:00:00Z' };
  const keys = createRunnerKeys({
    environment: {
      GITPHONY_VAR_A__LIMITS: printVariableText(entry, 'a'),
      GITPHONY_VAR_A__PAST: printVariableText(past, 'a'),
      GITPHONY_VAR_A__BROKEN: '{"gitphony":1,',
      GITPHONY_VAR_PLAIN: '{"a":1}',
    },
  });
  const store = keys.store('a');
  expect(await store.get('limits')).toEqual(entry);
  expect(await store.get('past')).toBeUndefined();
  expect(await store.get('past', undefined, { expired: true })).toMatchObject({ type: 'JSON' });
  expect(await store.get('broken')).toEqual(text('broken', '{"gitphony":1,'));
  expect(await store.get('plain')).toEqual(text('plain', '{"a":1}'));
});

test('a value that holds a secret is refused: keys can be read by everybody who reads the repository', async () => {
  const keys = createRunnerKeys({ environment: {}, holdsSecret: (value) => value.includes('s3cret-word') });
  await expect(keys.store('a').set(text('k', 'x s3cret-word y'))).rejects.toMatchObject({ code: 'KV_HOLDS_SECRET' });
  expect(keys.changes()).toEqual([]);
});

test('a key or namespace that would be another file is refused', async () => {
  const store = createRunnerKeys({ environment: {} }).store('a');
  await expect(store.set(text('../k', 'x'))).rejects.toMatchObject({ code: 'KV_INVALID' });
  await expect(store.set(text('k', 'x'), { namespace: '../a' })).rejects.toMatchObject({ code: 'KV_INVALID' });
});
