import { expect, test } from 'vitest';
import { monthly, toyFlow } from '../tests/support/toy-flow.ts';
import { namesIn } from './template-names.ts';
import { reachableTexts } from './walk-flow.ts';

test('finds the secrets of checks, SLAs and labels of triggers too', () => {
  const flow = toyFlow({
    checks: [
      { condition: "{{ secret('A') }}", message: "{{ secret('B') }}", style: 'INFO', behavior: 'BLOCK_EXECUTION' },
    ],
    sla: [
      { id: 's', type: 'EXECUTION_ASSERTION', assert: "{{ secret('C') }}", behavior: 'NONE', labels: {} },
      { id: 't', type: 'MAX_DURATION', duration: 'PT1H', behavior: 'NONE', labels: { a: "{{ secret('D') }}" } },
    ],
    triggers: [{ ...monthly, labels: { b: "{{ secret('E') }}" } }],
  });
  const found = [...reachableTexts(flow)].flatMap(({ text, path }) => namesIn(text).map(({ name }) => [name, ...path]));
  expect(found).toEqual([
    ['A', 'checks', 0, 'condition'],
    ['B', 'checks', 0, 'message'],
    ['C', 'sla', 0, 'assert'],
    ['D', 'sla', 1, 'labels', 'a'],
    ['E', 'triggers', 0, 'labels', 'b'],
  ]);
});
