import { expect, it } from 'vitest';
import { createMemoryKv } from '../../../../tests/support/memory-kv.ts';
import { runTask, taskErrorOf } from '../../../../tests/support/run-task.ts';
import { deleteState } from './delete.ts';
import { get } from './get.ts';
import { set } from './set.ts';

const KEY = 'test_states_tasks-states_s';

it('c125: merges what is set, reads it, deletes it', async () => {
  const kv = createMemoryKv('company.team');
  const variables = { flow: { id: 'f' } };
  const first = await runTask(set, { name: 's', data: { a: 1, b: '{{ flow.id }}', m: { x: 1 } } }, { kv, variables });
  expect(first.outputs).toEqual({ key: KEY, count: 3 });
  const second = await runTask(set, { name: 's', data: { a: 2, c: [1], m: { y: 2 } } }, { kv });
  expect(second.outputs).toEqual({ key: KEY, count: 4 });
  await runTask(set, { name: 's', data: { b: null, c: [2] } }, { kv });
  const data = { a: 2, b: 'f', m: { x: 1, y: 2 }, c: [1, 2] };
  expect((await runTask(get, { name: 's' }, { kv })).outputs).toEqual({ data, count: 4 });
  expect((await runTask(deleteState, { name: 's' }, { kv })).outputs).toEqual({ deleted: true });
  expect((await runTask(get, { name: 's' }, { kv })).outputs).toEqual({ data: {}, count: 0 });
  const strict = { name: 's', errorOnMissing: true };
  expect((await taskErrorOf(runTask(get, strict, { kv }))).message).toBe(`State ${KEY} not found`);
  expect((await taskErrorOf(runTask(deleteState, strict, { kv }))).code).toBe('STATE_NOT_FOUND');
});

it('keeps a state for each value of a loop, unless told not to, or one for the namespace', async () => {
  const kv = createMemoryKv('company.team');
  const keyOf = async (properties: object, value?: string): Promise<string | undefined> =>
    (await runTask(set, { data: {}, ...properties }, { kv, ...(value === undefined ? {} : { value }) })).outputs?.key;
  expect(await keyOf({})).toBe('test_states_tasks-states_default');
  expect(await keyOf({}, 'v')).toMatch(/^test_states_tasks-states_default_[0-9a-f]{64}$/);
  expect(await keyOf({ taskrunValue: false }, 'v')).toBe('test_states_tasks-states_default');
  expect(await keyOf({ namespace: true })).toBe('states_tasks-states_default');
});

it('fails where the key holds something else', async () => {
  const kv = createMemoryKv('company.team');
  await kv.set({ key: KEY, type: 'STRING', value: 'x' });
  expect((await taskErrorOf(runTask(get, { name: 's' }, { kv }))).code).toBe('STATE_BROKEN');
});
