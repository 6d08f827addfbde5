import { describe, expect, it } from 'vitest';
import { toyExecution, toyState, toyTaskRun } from '../../../tests/support/toy-execution.ts';
import { logTask, toyFlow } from '../../../tests/support/toy-flow.ts';
import { renderSummary } from './render-summary.ts';

const full = { values: 'full', scratch: false } as const;
const flow = toyFlow({ tasks: [{ ...logTask('x'), id: 'load' }] });

it.each([
  [
    '2019-01-01T09:00:00Z',
    '2019-01-01T11:42:10Z',
    'planned 2019-01-01T09:00:00Z, began 2019-01-01T11:42:10.000Z (2 h 42 min late)\n',
  ],
  ['2019-01-01T10:00:00+01:00', '2019-01-01T09:07:00Z', 'began 2019-01-01T09:07:00.000Z (7 min late)\n'],
  ['2019-01-01T09:00:00Z', '2019-01-01T09:00:30Z', 'began 2019-01-01T09:00:30.000Z\n'],
  ['2019-01-01T09:00:00Z', '2026-01-01T09:00:00Z', 'began 2026-01-01T09:00:00.000Z\n'],
])('planned for %s and begun at %s, it tells the delay of a schedule, none of a backfill', (date, began, expected) => {
  const trigger = { id: 'monthly', type: 'toy.Schedule', variables: { date } };
  const state = { ...toyState('SUCCESS', 0, 1), startDate: new Date(began).toISOString() };
  expect(renderSummary(flow, toyExecution({ trigger, state }), full)).toContain(expected);
});

it('tells state, times, labels, task runs and outputs', () => {
  const text = renderSummary(
    flow,
    toyExecution({
      labels: { team: 'data' },
      trigger: { id: 'monthly', type: 'toy.Schedule', variables: { date: '2019-01-01T09:00:00Z' } },
      taskRunList: [toyTaskRun('load', { outputs: { rows: 7, none: null } })],
      outputs: { total: 7 },
      state: toyState('SUCCESS', 0, 61),
    }),
    full,
  );
  expect(text).toContain('## ✅ demo.hello: SUCCESS in 1 min 1 s');
  expect(text).toContain('Execution `execution1`, trigger `monthly`, planned 2019-01-01T09:00:00Z');
  expect(text).toContain('<code>team: data</code>');
  expect(text).toContain('| ✅ | <code>load</code> | <code>Log</code> | SUCCESS | 1.00 s | 1 |\n');
  expect(text).toContain('| Took | Attempts |\n|---|---|---|---|--:|--:|\n| ✅');
  expect(text).toContain('| <code>total</code> | <code>7</code> |');
  expect(text).toContain('| <code>load.rows</code> | <code>7</code> |');
  expect(text).not.toContain('load.none');
});

it('has a column for errors where there are some, code in them as code, and the rows by their start', () => {
  const error = { code: 'X', message: 'Unable to find `trigger`' };
  const failed = toyTaskRun('late', { state: toyState('FAILED', 5000, 1), error });
  const text = renderSummary(flow, toyExecution({ error, taskRunList: [failed, toyTaskRun('early')] }), full);
  expect(text).toContain('> Unable to find <code>trigger</code>');
  expect(text).toContain('| Attempts | Error |\n|---|---|---|---|--:|--:|---|\n| ✅ | <code>early</code>');
  expect(text).toContain('| FAILED | 1.00 s | 1 | Unable to find <code>trigger</code> |\n');
});

it('shows strangers the sizes of values only', () => {
  const taskRunList = [toyTaskRun('load', { outputs: { uri: 'planted-value' } })];
  const text = renderSummary(flow, toyExecution({ taskRunList, outputs: { x: 'planted-value' } }), {
    ...full,
    values: 'metadata',
  });
  expect(text).not.toContain('planted-value');
  expect(text).toContain('| <code>load.uri</code> | 13 bytes |');
});

it('warns of a database that ends with the job', () => {
  expect(renderSummary(flow, toyExecution(), { ...full, scratch: true })).toContain('[!WARNING]');
});

describe('hostile text', () => {
  const hostile = 'x` | ${{ secrets.A }} </details><img src=x> ![a](http://b) \n```mermaid\n# h';
  const text = renderSummary(
    toyFlow({ tasks: [{ ...logTask('x'), id: 'load' }] }),
    toyExecution({
      labels: { [hostile]: hostile },
      error: { code: 'X', message: hostile },
      outputs: { [hostile]: hostile },
      trigger: { id: hostile, type: 'x', variables: { date: hostile } },
      taskRunList: [
        toyTaskRun('load', { value: hostile, outputs: { [hostile]: hostile }, error: { code: 'X', message: hostile } }),
      ],
    }),
    full,
  );

  it('stays text', () => {
    expect(text).not.toMatch(/\$\{\{|<img|!\[|<\/details>(?=.*<img)|http:\/\//s);
    expect(text.match(/<\/?details>/g)).toEqual(['<details>', '</details>']);
  });

  it('opens no block: each fence is one of ours', () => {
    expect(text.match(/^```.*$/gm)).toEqual(['```mermaid', '```', '```mermaid', '```']);
  });

  it('keeps the tables whole', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.map((row) => row.split('|').length)).toEqual([9, 9, 9, 4, 4, 4, 4]);
  });
});

describe('size', () => {
  const taskRunList = Array.from({ length: 10_000 }, (_, index) =>
    toyTaskRun('turn', {
      id: `r${index}`,
      value: `${index}`,
      outputs: { text: '<&>'.repeat(200) },
      error: { code: 'X', message: '`'.repeat(5000) },
    }),
  );
  const execution = toyExecution({ taskRunList, error: { code: 'X', message: '|'.repeat(1_000_000) } });

  it('of 10,000 task runs stays below GitHub’s limit', () => {
    const begin = performance.now();
    const text = renderSummary(flow, execution, full);
    expect(performance.now() - begin).toBeLessThan(2000);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_000_000);
    expect(text).toContain('shortened');
    expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  it('keeps to the room that is left, and says nothing where there is none', () => {
    expect(Buffer.byteLength(renderSummary(flow, execution, { ...full, room: 5000 }))).toBeLessThanOrEqual(5000);
    expect(renderSummary(flow, execution, { ...full, room: 100 })).toBe('');
  });
});
