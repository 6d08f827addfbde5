import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { Problem } from '../src/contract/source.ts';

/** `strict: true` in gitphony.yaml: what else would warn is an error, and the workflow is not written. */
export function judgeStrictly(problems: readonly Problem[], { strict }: ProjectConfig): readonly Problem[] {
  if (!strict) return problems;
  return problems.map((problem) =>
    problem.severity === 'warning'
      ? { ...problem, severity: 'error', message: `${problem.message} (an error because of strict in gitphony.yaml)` }
      : problem,
  );
}
