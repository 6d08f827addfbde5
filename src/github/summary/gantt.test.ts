import { expect, it } from 'vitest';
import { toyExecution, toyState, toyTaskRun } from '../../../tests/support/toy-execution.ts';
import { drawGantt } from './gantt.ts';

const draw = (...runs: Parameters<typeof toyTaskRun>[]): string[] =>
  (drawGantt(toyExecution({ taskRunList: runs.map((run) => toyTaskRun(...run)) })) ?? '').split('\n').slice(4);

it('draws a bar for each task run, from the execution’s start on', () => {
  expect(
    draw(
      ['load', { state: toyState('SUCCESS', 1000, 2) }],
      ['turn', { value: 'a', state: toyState('WARNING', 3000, 1) }],
      ['check', { state: toyState('FAILED', 4000, 0) }],
    ),
  ).toEqual(['  load :1000, 3000', '  turn a :active, 3000, 4000', '  check :crit, 4000, 4001']);
});

it.each([
  ['a: 1, 2\n  click x', 'a· 1· 2·  click x'],
  ['%%{init: {}}%%', '···init· ·····'],
  ['title', '· title'],
  ['Section 2', '· Section 2'],
  ['2019-01-31 x', '· 2019-01-31 x'],
  ['::::', '····'],
])('lets the name %j start no statement', (name, shown) => {
  expect(draw([name, { state: toyState('SUCCESS', 0, 1) }])).toEqual([`  ${shown} :0, 1000`]);
});

it('draws them in the order in which they began', () => {
  expect(draw(['b', { state: toyState('SUCCESS', 2000, 1) }], ['a', { state: toyState('SUCCESS', 0, 5) }])).toEqual([
    '  a :0, 5000',
    '  b :2000, 3000',
  ]);
});

it('draws nothing for no task runs, and nothing for hundreds', () => {
  expect(drawGantt(toyExecution())).toBeUndefined();
  const taskRunList = Array.from({ length: 101 }, (_, index) => toyTaskRun(`t${index}`));
  expect(drawGantt(toyExecution({ taskRunList }))).toBeUndefined();
});
