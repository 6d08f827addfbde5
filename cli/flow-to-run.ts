import { relative } from 'node:path';
import { UsageError } from '../src/contract/errors.ts';
import type { Flow } from '../src/contract/flow.ts';
import type { DocumentPath, SourceRange } from '../src/contract/source.ts';
import { formatProblem, type ParsedFlow } from '../src/flow/index.ts';
import { findFlowFile } from '../src/project/flow-files.ts';
import { openProject, type Project, readFlow } from '../src/project/project.ts';
import { findProjectRoot } from '../src/project/project-root.ts';
import { usesColour } from './output/colours.ts';

/** A valid flow with its project. */
export interface FlowToRun {
  readonly project: Project;
  readonly flow: Flow;
  readonly text: string;
  /** Where parts of the flow stand in its file. */
  readonly parsed: ParsedFlow;
  readonly rangeOf: (path: DocumentPath) => SourceRange;
  /** Its warnings (not the notices: `validate` tells them), formatted for stderr: nothing may stand there before the execution's id. */
  readonly warnings: readonly string[];
}

/**
 * Opens a flow named by path or `namespace.id`. Where it is invalid, its problems are printed to stderr and it fails with
 * FLOW_INVALID.
 */
export async function openFlow(reference: string): Promise<FlowToRun> {
  const file = await findFlowFile(reference, findProjectRoot(process.cwd()));
  const project = await openProject(file);
  const parsed = await readFlow(project, file);
  const { flow, problems, text } = parsed;
  const colour = usesColour(process.stderr);
  const told = problems.filter(({ severity }) => severity !== 'notice');
  const lines = told.map((problem) => formatProblem(problem, text, { colour }));
  if (flow !== undefined)
    return { project, flow, text, parsed, rangeOf: (path) => parsed.rangeOf(path), warnings: lines };
  for (const line of lines) process.stderr.write(`${line}\n\n`);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  throw new UsageError(
    'FLOW_INVALID',
    `expected a valid flow, ${relative(process.cwd(), file)} has ${errors} ${errors === 1 ? 'error' : 'errors'}`,
  );
}
