import type { Flow } from '../contract/flow.ts';
import type { Problem } from '../contract/source.ts';
import type { ParsedFlow } from '../flow/index.ts';
import { findFlowFiles } from './flow-files.ts';
import { findDuplicates } from './flow-identity.ts';
import { type Project, readFlow } from './project.ts';

/** A flow file that was read, valid or not. */
export interface ReadFlow extends ParsedFlow {
  /** Absolute. */
  readonly file: string;
}

/** The flows of a project, as compile sees them. */
export interface ProjectFlows {
  /** What lies below flows/, with the problems of each. */
  readonly parsed: readonly ReadFlow[];
  /** The valid ones of them. */
  readonly flows: readonly { readonly flow: Flow; readonly context: ParsedFlow }[];
  /** Valid flows below subflows/: they run inside the flows that call them. */
  readonly subflows: readonly Flow[];
  readonly duplicates: readonly Problem[];
}

export async function readProjectFlows(project: Project): Promise<ProjectFlows> {
  const parsed: ReadFlow[] = [];
  const subflows: Flow[] = [];
  for (const file of await findFlowFiles(project.root)) {
    const read = { file, ...(await readFlow(project, file)) };
    if (!file.startsWith(`${project.root}/subflows/`)) parsed.push(read);
    else if (read.flow !== undefined) subflows.push(read.flow);
  }
  const duplicates = await findDuplicates(project, parsed);
  const taken = new Set(duplicates.map(({ file }) => file));
  const flows = parsed.flatMap((read) =>
    read.flow === undefined || taken.has(read.flow.file) ? [] : [{ flow: read.flow, context: read }],
  );
  return { parsed, flows, subflows, duplicates };
}
