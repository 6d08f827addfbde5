import type { Execution } from '../contract/execution.ts';
import type { Flow, TaskNode } from '../contract/flow.ts';
import type { DocumentPath, SourceRange } from '../contract/source.ts';

/** An annotation for GitHub's "Files changed" and run pages. Lines and columns count from 1. */
export interface Annotation {
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly message: string;
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** GitHub shows ten annotations of a level for each step. */
const MOST_ANNOTATIONS = 10;

/** One annotation for each failed task run, on the task's own line of the flow file. */
export function annotateExecution(
  flow: Flow,
  execution: Execution,
  rangeOf: (path: DocumentPath) => SourceRange,
): readonly Annotation[] {
  const paths = new Map(allTasks(flow).map(({ id, path }) => [id, path]));
  const failed = execution.taskRunList.filter(({ state, error }) => state.current === 'FAILED' && error !== undefined);
  const annotations = failed.map(({ taskId, value, error }): Annotation => {
    const path = paths.get(taskId);
    const start = path === undefined ? undefined : rangeOf(path).start;
    const hint = error?.hint === undefined ? '' : `\nhint: ${error.hint}`;
    const said = error?.lastLines === undefined ? '' : `\nit said last:\n${error.lastLines.join('\n')}`;
    return {
      level: 'error',
      title: `${flow.id}: task ${value === undefined ? taskId : `${taskId}[${value}]`} failed`,
      message: `${error?.message ?? 'it gave no reason'}${hint}${said}`,
      file: flow.file,
      ...(error?.line === undefined
        ? start === undefined
          ? {}
          : { line: start.line, column: start.column }
        : { line: error.line, ...(error.column === undefined ? {} : { column: error.column }) }),
    };
  });
  if (annotations.length === 0 && execution.error !== undefined && execution.state.current !== 'SUCCESS') {
    annotations.push({
      level: 'error',
      title: `${flow.id}: ${execution.state.current}`,
      message: execution.error.message,
      file: flow.file,
    });
  }
  return annotations.length <= MOST_ANNOTATIONS ? annotations : shorten(annotations);
}

function shorten(annotations: readonly Annotation[]): readonly Annotation[] {
  const shown = annotations.slice(0, MOST_ANNOTATIONS);
  const left = annotations.length - MOST_ANNOTATIONS;
  return shown.map((annotation, index) =>
    index < MOST_ANNOTATIONS - 1
      ? annotation
      : { ...annotation, message: `${annotation.message}\n… and ${left} more failed task runs, see the summary` },
  );
}

function allTasks(flow: Flow): TaskNode[] {
  const collect = (tasks: readonly TaskNode[]): TaskNode[] =>
    tasks.flatMap((task) => [
      task,
      ...Object.values(task.children).flatMap(collect),
      ...collect(task.errors),
      ...collect(task.finally),
    ]);
  return [flow.tasks, flow.errors, flow.finally, flow.afterExecution].flatMap(collect);
}
