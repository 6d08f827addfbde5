import { expect, it } from 'vitest';
import { runTask } from '../../../../tests/support/run-task.ts';
import { Decimal } from '../../../util/decimal.ts';
import { outputValues } from './output-values.ts';

it('c115: keeps kinds, renders texts inside, leaves nulls out of maps', async () => {
  const { outputs } = await runTask(
    outputValues,
    {
      values: {
        n: 1,
        f: new Decimal(1),
        b: true,
        e: '{{ a }}',
        l: [1, '{{ a }}', null],
        m: { x: { y: '{{ a }}' } },
        nul: null,
      },
    },
    { variables: { a: 2 } },
  );
  expect(outputs).toEqual({
    values: { n: 1, f: new Decimal(1), b: true, e: '2', l: [1, '2', null], m: { x: { y: '2' } } },
  });
});
