import { expect, it } from 'vitest';
import type { TaskNode } from '../contract/flow.ts';
import type { DocumentPath, SourceRange } from '../contract/source.ts';
import { toyExecution, toyState, toyTaskRun } from '../../tests/support/toy-execution.ts';
import { logTask, toyFlow } from '../../tests/support/toy-flow.ts';
import { annotateExecution } from './annotate.ts';

const task = (id: string, path: DocumentPath, changes: Partial<TaskNode> = {}): TaskNode => ({
  ...logTask(id),
  id,
  path,
  ...changes,
});
/** Each path has a line of its own: ten for each list index. */
const rangeOf = (path: DocumentPath): SourceRange => {
  const line = path.reduce<number>((sum, part) => (typeof part === 'number' ? sum * 10 + part + 1 : sum), 0);
  const start = { offset: 0, line, column: 5 };
  return { start, end: start };
};
const error = { code: 'X', message: 'no such table', hint: 'create it' };
const failed = (id: string, changes = {}) => toyTaskRun(id, { state: toyState('FAILED'), error, ...changes });
const annotate = (flow: ReturnType<typeof toyFlow>, changes: Parameters<typeof toyExecution>[0]) =>
  annotateExecution(flow, toyExecution({ state: toyState('FAILED'), ...changes }), rangeOf);

it('points at the failed task, with the hint', () => {
  const flow = toyFlow({ tasks: [task('a', ['tasks', 0]), task('b', ['tasks', 1])] });
  expect(annotate(flow, { taskRunList: [toyTaskRun('a'), failed('b')] })).toEqual([
    {
      level: 'error',
      title: 'hello: task b failed',
      message: 'no such table\nhint: create it',
      file: 'flows/hello.yaml',
      line: 2,
      column: 5,
    },
  ]);
});

it('shows what a command said last', () => {
  const taskRunList = [failed('a', { error: { ...error, lastLines: ['Traceback', 'KeyError: 7'] } })];
  const [annotation] = annotate(toyFlow({ tasks: [task('a', ['tasks', 0])] }), { taskRunList });
  expect(annotation?.message).toBe('no such table\nhint: create it\nit said last:\nTraceback\nKeyError: 7');
});

it('points at the error’s own place where it knows one', () => {
  const taskRunList = [failed('a', { error: { ...error, line: 7, column: 3 } })];
  expect(annotate(toyFlow({ tasks: [task('a', ['tasks', 0])] }), { taskRunList })).toMatchObject([
    { line: 7, column: 3 },
  ]);
});

it('finds tasks inside loops, local errors and finally, and names the turn', () => {
  const loop = task('loop', ['tasks', 0], {
    children: { tasks: [task('turn', ['tasks', 0, 'tasks', 2])] },
    errors: [task('repair', ['tasks', 0, 'errors', 4])],
    finally: [task('tidy', ['tasks', 0, 'finally', 5])],
  });
  const taskRunList = [failed('turn', { value: 'b' }), failed('repair'), failed('tidy')];
  expect(annotate(toyFlow({ tasks: [loop] }), { taskRunList })).toMatchObject([
    { title: 'hello: task turn[b] failed', line: 13 },
    { line: 15 },
    { line: 16 },
  ]);
});

it('shows as many as GitHub does, and says how many more there are', () => {
  const taskRunList = Array.from({ length: 25 }, (_, index) => failed('a', { id: `${index}`, value: `${index}` }));
  const annotations = annotate(toyFlow({ tasks: [task('a', ['tasks', 0])] }), { taskRunList });
  expect(annotations).toHaveLength(10);
  expect(annotations.at(-1)?.message).toContain('15 more');
});

it('tells an error of the execution where no task has one', () => {
  expect(annotate(toyFlow(), { error: { code: 'X', message: 'an output cannot be made' } })).toMatchObject([
    { title: 'hello: FAILED', message: 'an output cannot be made' },
  ]);
  expect(annotate(toyFlow(), { state: toyState('SUCCESS'), error })).toEqual([]);
});
