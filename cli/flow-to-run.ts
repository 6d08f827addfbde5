import { relative } from 'node:path';
import { UsageError } from '../src/contract/errors.ts';
import type { Flow } from '../src/contract/flow.ts';
import { formatProblem } from '../src/flow/index.ts';
import { findFlowFile } from '../src/project/flow-files.ts';
import { openProject, type Project, readFlow } from '../src/project/project.ts';
import { usesColour } from './output/colours.ts';

/** A valid flow with its project. */
export interface FlowToRun {
  readonly project: Project;
  readonly flow: Flow;
  readonly text: string;
  readonly file: string;
}

/**
 * Opens a flow named by path or `namespace.id`. Its problems are printed to stderr; errors among them fail with
 * FLOW_INVALID.
 */
export async function openFlow(reference: string): Promise<FlowToRun> {
  const here = await openProject(process.cwd());
  const file = await findFlowFile(reference, here.root);
  const project = await openProject(file);
  const { flow, problems, text } = await readFlow(project, file);
  const colour = usesColour(process.stderr);
  for (const problem of problems) process.stderr.write(`${formatProblem(problem, text, { colour })}\n\n`);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (flow === undefined || errors > 0) {
    const name = relative(process.cwd(), file);
    throw new UsageError(
      'FLOW_INVALID',
      `expected a valid flow, ${name} has ${errors} ${errors === 1 ? 'error' : 'errors'}`,
    );
  }
  return { project, flow, text, file };
}
