import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compileProject } from '../../generator/index.ts';
import { openProject } from '../../src/project/project.ts';
import { readProjectFlows } from '../../src/project/read-flows.ts';
import type { CompileOutcome } from './compile-cache.ts';

/** A compilation, and what it asked of the tree besides the files that it read. */
export interface CompiledTree {
  readonly outcome: CompileOutcome;
  readonly asked: Readonly<Record<string, boolean>>;
}

/** Compiles the project that a path belongs to; `check`: changes nothing. */
export async function compileTree(path: string, check: boolean): Promise<CompiledTree> {
  const project = await openProject(path);
  const { parsed, flows, subflows, duplicates } = await readProjectFlows(project);
  const asked: Record<string, boolean> = {};
  const { workflows, drift, problems } = await compileProject({
    root: project.repository,
    flows,
    called: subflows,
    config: project.config,
    registry: project.registry,
    check,
    exists: (file) => (asked[file] ??= existsSync(join(project.repository, file))),
  });
  return {
    outcome: { workflows, drift, problems: [...parsed.flatMap((flow) => flow.problems), ...duplicates, ...problems] },
    asked,
  };
}
