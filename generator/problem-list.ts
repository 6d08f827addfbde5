import type { DocumentPath, Problem, SourceRange } from '../src/contract/source.ts';
import type { PlanContext } from './workflow-plan.ts';

/** Gathers what is wrong with one flow; every planner adds to it instead of stopping at the first. */
export interface ProblemList {
  readonly all: Problem[];
  /** `offset`: the character of the text at the path, where the problem is smaller than the text. */
  error(rule: string, path: DocumentPath, message: string, hint: string, offset?: number): void;
  warning(rule: string, path: DocumentPath, message: string, hint: string, offset?: number): void;
}

/** An empty list for the flow in `file`. */
export function problemList(file: string, context: PlanContext): ProblemList {
  const all: Problem[] = [];
  const rangeOf = (path: DocumentPath, offset?: number): SourceRange => {
    if (offset === undefined) return context.rangeOf(path);
    const start = context.positionIn(path, offset);
    return { start, end: start };
  };
  const add =
    (severity: Problem['severity']) =>
    (rule: string, path: DocumentPath, message: string, hint: string, offset?: number): void => {
      all.push({ severity, rule, message, hint, file, path, range: rangeOf(path, offset) });
    };
  return { all, error: add('error'), warning: add('warning') };
}
