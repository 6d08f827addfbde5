import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../src/contract/source.ts';
import { checkAction } from './check-action.ts';
import { checkHistory } from './check-history.ts';
import { countSecrets } from './count-secrets.ts';
import type { CompileReport, WorkflowReport, WorkflowStatus } from './compile-report.ts';
import type { CompileFlow, PlannedProject } from './plan-project.ts';
import { planWorkflows } from './plan-workflows.ts';
import { mergeScratchWarnings } from './plan-scratch.ts';
import { planHash, renderWorkflow, sha256 } from './render.ts';
import { type ExistingFile, readWorkflows, removeWorkflow, writeWorkflow } from './workflow-files.ts';
import type { WorkflowPlan } from './workflow-plan.ts';

/** What `compileProject` works on. */
export interface CompileOptions extends PlannedProject {
  /** Absolute: `.github/workflows` lies below it, and paths of flow files are relative to it. */
  readonly root: string;
  /** The valid flows. A flow file that is on disk but not among them keeps its workflow: it may just have an error. */
  readonly flows: readonly CompileFlow[];
  /** Change nothing, only tell. */
  readonly check: boolean;
  /** Whether a path below the root exists; default: looks there. A cache has to know what was asked. */
  readonly exists?: (path: string) => boolean;
}

/** Makes the workflows of all flows and removes those whose flow is gone. Files of others stay as they are. */
export async function compileProject(options: CompileOptions): Promise<CompileReport> {
  const { root, flows, config, check, exists = (path) => existsSync(join(root, path)) } = options;
  const plans = await planWorkflows(options);
  const existing = readWorkflows(root);
  const problems: Problem[] = [...mergeScratchWarnings(plans), ...countSecrets(plans)];
  const noAction = plans.length === 0 ? undefined : checkAction(config, exists);
  if (noAction !== undefined) problems.push(noAction);
  const history = plans.length === 0 ? undefined : checkHistory(config);
  if (history !== undefined) problems.push(history);
  const workflows: WorkflowReport[] = [];
  const files: { path: string; text: string | null }[] = [];
  const byPath = new Map(existing.map((file) => [pathKey(file.path), file]));
  const byTarget = new Map<string, WorkflowPlan[]>();
  for (const plan of plans) {
    const key = pathKey(plan.target);
    byTarget.set(key, [...(byTarget.get(key) ?? []), plan]);
  }
  for (const plan of plans) {
    const present = byPath.get(pathKey(plan.target));
    const inTheWay = foreignFile(plan, present, byTarget.get(pathKey(plan.target)) ?? []);
    if (inTheWay !== undefined) problems.push(inTheWay);
    const isRefused =
      noAction !== undefined || inTheWay !== undefined || plan.problems.some(({ severity }) => severity === 'error');
    const text = renderWorkflow(plan);
    const status = isRefused ? 'refused' : statusOf(plan, text, present);
    if (status !== 'unchanged' && status !== 'refused') {
      files.push({ path: plan.target, text });
      if (!check) writeWorkflow(root, plan.target, text);
    }
    workflows.push({ path: plan.target, source: plan.source, status });
  }
  for (const file of findOrphans(existing, plans, flows, exists)) {
    files.push({ path: file.path, text: null });
    if (!check) removeWorkflow(root, file.path);
    workflows.push({ path: file.path, source: file.source, status: 'orphan' });
  }
  return {
    files,
    workflows: workflows.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    problems,
    drift: workflows.some(({ status }) => status !== 'unchanged' && status !== 'refused'),
  };
}

function statusOf(plan: WorkflowPlan, text: string, present: ExistingFile | undefined): WorkflowStatus {
  if (present?.marked === undefined) return 'missing';
  if (present.text === text) return 'unchanged';
  const { marker, body } = present.marked;
  if (sha256(body) !== marker.body) return 'edited';
  return marker.plan === planHash(plan) && marker.source === plan.source ? 'edited' : 'stale';
}

/** A file of somebody else, or another flow's, where this flow's workflow belongs. */
function foreignFile(
  plan: WorkflowPlan,
  present: ExistingFile | undefined,
  sameTarget: readonly WorkflowPlan[],
): Problem | undefined {
  const start = { offset: 0, line: 1, column: 1 };
  const problem = { severity: 'error', file: plan.source, range: { start, end: start } } as const;
  const twin = sameTarget.find((other) => other !== plan);
  if (twin !== undefined) {
    return {
      ...problem,
      rule: 'workflows-meet',
      message: `the workflow ${plan.target} would also be that of ${twin.source}`,
      hint: 'give one of the flows another id or namespace',
    };
  }
  if (present === undefined || present.marked !== undefined) return undefined;
  return {
    ...problem,
    rule: 'foreign-workflow',
    message: `${present.path} is in the way: it was not made by Gitphony and is left as it is`,
    hint: 'rename or remove that file, then run: gitphony compile',
  };
}

/** Ours, made from a flow that is gone, disabled, or has another workflow now. */
function findOrphans(
  existing: readonly ExistingFile[],
  plans: readonly WorkflowPlan[],
  flows: readonly CompileFlow[],
  exists: (path: string) => boolean,
): readonly { readonly path: string; readonly source: string }[] {
  const wanted = new Set(plans.map((plan) => pathKey(plan.target)));
  const valid = new Set(flows.map(({ flow }) => flow.file));
  return existing.flatMap(({ path, marked }) => {
    if (marked === undefined || wanted.has(pathKey(path))) return [];
    const { source } = marked.marker;
    if (source === 'gitphony.yaml') return [{ path, source }];
    // A workflow that polls is made from several flows.
    const sources = exists(source) ? [source] : source.split(', ');
    return sources.every((file) => valid.has(file) || !exists(file)) ? [{ path, source }] : [];
  });
}

/** File systems of laptops often ignore case: two names that differ only there are one file. */
function pathKey(path: string): string {
  return path.toLowerCase();
}
