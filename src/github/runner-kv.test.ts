import { expect, it } from 'vitest';
import { createRunnerKv } from './runner-kv.ts';

const kv = createRunnerKv({ GITPHONY_VAR_MY_KEY: 'value', GITPHONY_VAR_EMPTY: '', OTHER: 'x' });

it('reads repository variables by the flow’s name for them', async () => {
  expect(await kv.get('my-key')).toMatchObject({ value: 'value' });
  expect(await kv.get('EMPTY')).toBeUndefined();
  expect(await kv.get('OTHER')).toBeUndefined();
  expect((await kv.list()).map(({ key }) => key)).toEqual(['MY_KEY']);
});

it('refuses to write, and says where variables are set', async () => {
  await expect(kv.set({ key: 'a', type: 'STRING', value: 'b' })).rejects.toMatchObject({ code: 'KV_READ_ONLY' });
  await expect(kv.delete('a')).rejects.toMatchObject({ hint: expect.stringContaining('Variables') });
});
