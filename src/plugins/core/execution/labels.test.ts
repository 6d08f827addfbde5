import { expect, it } from 'vitest';
import { runTask, taskErrorOf } from '../../../../tests/support/run-task.ts';
import { labels } from './labels.ts';

const variables = { flow: { id: 'f' } };

it.each([
  [
    { team: 'a', added: '{{ flow.id }}', n: 7 },
    { team: 'a', added: 'f', n: '7' },
  ],
  [[{ key: 'listed', value: '{{ flow.id }}' }], { listed: 'f' }],
  ['{"a": "b", "n": 1, "none": null}', { a: 'b', n: '1' }],
])('%j adds %j', async (given, added) => {
  expect((await runTask(labels, { labels: given }, { variables })).labels).toEqual(added);
});

it('refuses system labels (c069), and labels without a value', async () => {
  expect(await taskErrorOf(runTask(labels, { labels: { 'system.mine': 'x' } }))).toMatchObject({
    code: 'SYSTEM_LABEL',
  });
  expect(await taskErrorOf(runTask(labels, { labels: { a: '' } }))).toMatchObject({ code: 'EMPTY_LABEL' });
});
