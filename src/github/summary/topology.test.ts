import { expect, it } from 'vitest';
import type { TaskNode } from '../../contract/flow.ts';
import { toyExecution, toyState, toyTaskRun } from '../../../tests/support/toy-execution.ts';
import { logTask, toyFlow } from '../../../tests/support/toy-flow.ts';
import { drawTopology } from './topology.ts';

const task = (id: string, changes: Partial<TaskNode> = {}): TaskNode => ({ ...logTask(id), id, ...changes });

it('draws tasks in their order, coloured by state', () => {
  const execution = toyExecution({
    taskRunList: [toyTaskRun('a'), toyTaskRun('b', { state: toyState('FAILED') })],
  });
  const drawing = drawTopology(toyFlow({ tasks: [task('a'), task('b'), task('c')] }), execution)?.split('\n');
  expect(drawing).toEqual([
    'flowchart LR',
    '  n0["a"]:::SUCCESS',
    '  n1["b"]:::FAILED',
    '  n0 --> n1',
    '  n2["c"]:::NOT_RUN',
    '  n1 --> n2',
    expect.stringContaining('classDef SUCCESS'),
    expect.stringContaining('classDef FAILED'),
    expect.stringMatching(/classDef NOT_RUN .*#f6f8fa.*stroke-dasharray/),
  ]);
});

it('shows an If whose condition was false as good, and its branch as not run', () => {
  const choose = task('choose', { children: { yes: [task('yes')] } });
  const drawing = drawTopology(toyFlow({ tasks: [choose] }), toyExecution({ taskRunList: [toyTaskRun('choose')] }));
  expect(drawing).toContain('n0{{"choose"}}:::SUCCESS');
  expect(drawing).toContain('["yes"]:::NOT_RUN');
});

it('names no class that is not used', () => {
  const drawing = drawTopology(toyFlow({ tasks: [task('a')] }), toyExecution({ taskRunList: [toyTaskRun('a')] }));
  expect(drawing).not.toContain('NOT_RUN');
});

it('draws branches, local errors and finally, and the flow’s own blocks', () => {
  const branching = task('choose', {
    children: { yes: [task('yes')], no: [] },
    errors: [task('repair')],
    finally: [task('tidy')],
  });
  const flow = toyFlow({ tasks: [branching], errors: [task('alarm')], finally: [task('close')] });
  const drawing = drawTopology(flow, toyExecution()) ?? '';
  expect(drawing.match(/\["?(\w+)"?\]|\{\{"(\w+)"\}\}/g)).toEqual([
    '["tasks"]',
    '{{"choose"}}',
    '["yes"]',
    '["yes"]',
    '["errors"]',
    '["repair"]',
    '["finally"]',
    '["tidy"]',
    '["errors"]',
    '["alarm"]',
    '["finally"]',
    '["close"]',
  ]);
  expect(drawing.match(/subgraph/g)).toHaveLength(drawing.match(/^\s*end$/gm)?.length ?? 0);
});

it('shows a task of a loop in its worst state', () => {
  const taskRunList = ['SUCCESS', 'FAILED', 'SUCCESS'].map((state, index) =>
    toyTaskRun('turn', { id: `${index}`, value: `${index}`, state: toyState(state as 'SUCCESS') }),
  );
  expect(drawTopology(toyFlow({ tasks: [task('turn')] }), toyExecution({ taskRunList }))).toContain(
    'n0["turn"]:::FAILED',
  );
});

it('draws no flow of hundreds of tasks, wherever they stand', () => {
  const many = Array.from({ length: 121 }, (_, index) => task(`t${index}`));
  expect(drawTopology(toyFlow({ tasks: many }), toyExecution())).toBeUndefined();
  expect(drawTopology(toyFlow({ tasks: [task('a', { errors: many })] }), toyExecution())).toBeUndefined();
});

it('draws branches side by side, a Dag by its dependencies, cases by their value', () => {
  const flow = 'io.kestra.plugin.core.flow';
  const tasks = [
    task('fan', { type: `${flow}.Parallel`, children: { tasks: [task('a'), task('b')] } }),
    task('graph', { type: `${flow}.Dag`, children: { tasks: [task('x'), task('y', { dependsOn: ['x'] })] } }),
    task('choose', { type: `${flow}.Switch`, children: { 'cases.green': [task('go')] } }),
  ];
  const whole = drawTopology(toyFlow({ tasks }), toyExecution({ taskRunList: [] })) ?? '';
  const drawing = whole.replaceAll(':::NOT_RUN', '').split('\n').slice(0, -1);
  expect(drawing).toEqual([
    'flowchart LR',
    '  n0{{"fan"}}',
    '  subgraph g1["tasks"]',
    '    n2["a"]',
    '    n3["b"]',
    '  end',
    '  n0 -.-> n2',
    '  n0 -.-> n3',
    '  n4{{"graph"}}',
    '  subgraph g5["tasks"]',
    '    n6["x"]',
    '    n7["y"]',
    '    n6 --> n7',
    '  end',
    '  n4 -.-> n6',
    '  n0 --> n4',
    '  n8{{"choose"}}',
    '  subgraph g9["green"]',
    '    n10["go"]',
    '  end',
    '  n8 -.-> n10',
    '  n4 --> n8',
  ]);
});
