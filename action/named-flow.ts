import { readFileSync } from 'node:fs';
import { UsageError } from '../src/contract/errors.ts';
import type { GithubEvent } from '../src/github/event.ts';
import { findFlowFiles, projectPath } from '../src/project/flow-files.ts';
import { fullName, readFlowName } from '../src/project/flow-name.ts';
import type { Project } from '../src/project/project.ts';
import { dispatchField } from '../src/util/dispatch-fields.ts';
import { nearestName } from '../src/util/nearest-name.ts';

/**
 * The file of the flow that the form names, from the repository's root. It is looked up among the flows that were checked out and
 * never taken for a path: somebody typed it. Fails with DISPATCH_INVALID or FLOW_NOT_FOUND.
 */
export async function namedFlow(project: Project, event: GithubEvent): Promise<string> {
  const name = event.inputs[dispatchField.flow];
  if (typeof name !== 'string' || name === '') {
    throw new UsageError('DISPATCH_INVALID', `${dispatchField.flow}: expected namespace.id of a flow, got nothing`);
  }
  const names = new Map<string, string>();
  for (const file of await findFlowFiles(project.root)) {
    const own = fullName(readFlowName(readFileSync(file, 'utf8')));
    if (own !== undefined && !file.startsWith(`${project.root}/subflows/`)) names.set(own, file);
  }
  const file = names.get(name);
  if (file !== undefined) return projectPath(project.repository, file);
  const nearest = nearestName(name, [...names.keys()]);
  throw new UsageError('FLOW_NOT_FOUND', `${dispatchField.flow}: expected a flow of this branch, found no "${name}"`, {
    hint: nearest === undefined ? 'choose the branch that has it below flows/' : `did you mean "${nearest}"?`,
  });
}
