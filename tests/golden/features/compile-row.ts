import { planWorkflows, renderWorkflow, type WorkflowPlan } from '../../../generator/index.ts';
import type { Workflow } from '../../../src/contract/workflow-model.ts';
import { parseFlow } from '../../../src/flow/index.ts';
import { builtinRegistry } from '../../../src/plugins/registry.ts';
import { parseConfig } from '../../../src/project/config.ts';
import { always, basics, features } from './features.ts';
import type { FeatureWay, Part } from './feature.ts';
import { mergePermissions, type PermissionLevels } from './permissions.ts';
import { pairwise, type Row } from './pairwise.ts';

/** The rows of the table of features. */
export const rows: readonly Row[] = pairwise(
  Object.fromEntries(Object.entries(features).map(([name, ways]) => [name, Object.keys(ways)])),
);

/** A row, compiled. */
export interface CompiledRow {
  /** The ways that are not `none`. */
  readonly name: string;
  readonly row: Row;
  readonly workflow: Workflow;
  readonly text: string;
  /** The flow that was compiled, as JSON. */
  readonly source: string;
  /** The project's other workflows, but for those of flows. */
  readonly around: readonly AroundWorkflow[];
}

/** A workflow that polls, watches, deploys or runs other branches. */
export interface AroundWorkflow {
  readonly name: string;
  readonly workflow: Workflow;
  readonly text: string;
}

function around(plans: readonly WorkflowPlan[]): readonly AroundWorkflow[] {
  return plans
    .filter(({ target }) => !/\/demo\.[\w-]+\.yml$/.test(target))
    .map((plan) => ({ name: plan.target, workflow: plan.workflow, text: renderWorkflow(plan) }));
}

/** Compiles the flow of a row. Fails where the compiler finds an error. */
export async function compileRow(row: Row): Promise<CompiledRow> {
  const ways = waysOf(row);
  const name = Object.entries(row).flatMap(([feature, way]) => (way === 'none' ? [] : [`${feature}: ${way}`])).join(', ');
  const config = await parseConfig(JSON.stringify(ways.map(({ config: own = {} }) => own).reduce(mergeMaps, {})), 'gitphony.yaml');
  const texts = [ownFlow(ways), ...always, ...ways.flatMap(({ others = [] }) => others)].map((flow) => JSON.stringify(flow));
  const flows = await Promise.all(
    texts.map(async (text, index) => {
      const source = { file: `flows/${index}.yaml`, bytes: Buffer.from(text) };
      const parsed = await parseFlow(source, { registry: builtinRegistry, pluginDefaults: () => [] });
      if (parsed.flow === undefined) throw new Error(`${name}\n${text}\n${JSON.stringify(parsed.problems)}`);
      return { flow: parsed.flow, context: parsed };
    }),
  );
  const [own] = flows;
  if (own === undefined) throw new Error('expected a flow');
  const plans = await planWorkflows({ flows, config, registry: builtinRegistry });
  const plan = plans.find(({ source }) => source === own.flow.file);
  if (plan === undefined) throw new Error(`${name}: expected a workflow`);
  const errors = plan.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`${name}: ${errors.map(({ message }) => message).join('; ')}`);
  return { name, row, workflow: plan.workflow, text: renderWorkflow(plan), source: texts[0] ?? '', around: around(plans) };
}

/** What each job of a row needs, told by the table alone. */
export function expectedPermissions(row: Row): Readonly<Record<string, PermissionLevels>> {
  const ways = waysOf(row);
  const jobs: Record<string, PermissionLevels> = { ...basics.jobs };
  for (const way of ways) {
    for (const [job, levels] of Object.entries(way.jobs ?? {})) jobs[job] = mergePermissions(jobs[job] ?? {}, levels);
  }
  for (const way of ways) {
    for (const [job, levels] of Object.entries(way.permissions ?? {})) {
      const known = jobs[job];
      if (known !== undefined) jobs[job] = mergePermissions(known, levels);
    }
  }
  return jobs;
}

function waysOf(row: Row): readonly FeatureWay[] {
  return Object.entries(row).map(([feature, way]) => {
    const found = features[feature]?.[way];
    if (found === undefined) throw new Error(`no way ${way} of ${feature}`);
    return found;
  });
}

function ownFlow(ways: readonly FeatureWay[]): Part {
  const flows = ways.map(({ flow = {} }) => flow);
  const triggers = flows.flatMap((flow) => flow.triggers ?? []);
  return {
    ...Object.assign({}, ...flows),
    id: 'own',
    namespace: 'demo',
    inputs: [...basics.inputs, ...flows.flatMap((flow) => flow.inputs ?? [])],
    tasks: [...basics.tasks, ...flows.flatMap((flow) => flow.tasks ?? [])],
    ...(triggers.length === 0 ? {} : { triggers }),
  };
}

function mergeMaps(a: Part, b: Part): Part {
  const both: Record<string, unknown> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const known = both[key];
    both[key] = isPart(known) && isPart(value) ? mergeMaps(known, value) : value;
  }
  return both;
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
