import type { Flow } from '../../src/contract/flow.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import { drawFlow } from '../../src/github/summary/topology.ts';
import type { PlannedFlow } from '../plan-project.ts';
import { type FactName, factNames, factsOf } from './flow-facts.ts';

/** The flows of a project with its settings, as they are planned. */
export interface PlannedState {
  readonly flows: readonly PlannedFlow[];
  readonly config: ProjectConfig;
}

/** A fact that differs, or of a new flow. */
export interface FactChange {
  readonly name: FactName;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What becomes of a flow. */
export interface FlowChange {
  /** `namespace.id`. */
  readonly name: string;
  readonly kind: 'new' | 'gone' | 'changed';
  readonly facts: readonly FactChange[];
  /** Mermaid, where the tasks are not the same ones; undefined on the side where there is no flow, or one too large to draw. */
  readonly tasks?: { readonly before: string | undefined; readonly after: string | undefined };
}

/** What a change of a project does to its flows. */
export interface ProjectChange {
  readonly flows: readonly FlowChange[];
  /** Flows whose text changed and nothing that people have to agree to. */
  readonly edited: readonly string[];
  /** Which flow starts which, mermaid; undefined where that is as it was. */
  readonly links?: { readonly before: string | undefined; readonly after: string | undefined };
}

/** Holds two states of a project against each other. Pure. */
export function compareFlows(before: PlannedState, after: PlannedState): ProjectChange {
  const [old, now] = [byName(before), byName(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].toSorted();
  const edited: string[] = [];
  const flows = names.flatMap((name): FlowChange[] => {
    const [was, is] = [old.get(name), now.get(name)];
    const facts = factChanges(was, before.config, is, after.config);
    const tasks = { before: drawn(was?.flow), after: drawn(is?.flow) };
    const isRedrawn = tasks.before !== tasks.after;
    if (was !== undefined && is !== undefined && facts.length === 0 && !isRedrawn) {
      if (was.flow.sourceHash !== is.flow.sourceHash) edited.push(name);
      return [];
    }
    const kind = was === undefined ? 'new' : is === undefined ? 'gone' : 'changed';
    return [{ name, kind, facts, ...(isRedrawn ? { tasks } : {}) }];
  });
  const links = { before: drawLinks(before.flows), after: drawLinks(after.flows) };
  return { flows, edited, ...(links.before === links.after ? {} : { links }) };
}

function byName({ flows }: PlannedState): ReadonlyMap<string, PlannedFlow> {
  return new Map(flows.map((planned) => [planned.plan.workflow.name, planned]));
}

function factChanges(
  was: PlannedFlow | undefined,
  oldConfig: ProjectConfig,
  is: PlannedFlow | undefined,
  newConfig: ProjectConfig,
): readonly FactChange[] {
  const before = was === undefined ? undefined : factsOf(was, oldConfig);
  const after = is === undefined ? undefined : factsOf(is, newConfig);
  return factNames.flatMap((name) => {
    const change = { name, before: before?.[name] ?? [], after: after?.[name] ?? [] };
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change];
  });
}

function drawn(flow: Flow | undefined): string | undefined {
  return flow === undefined ? undefined : drawFlow(flow);
}

function drawLinks(flows: readonly PlannedFlow[]): string | undefined {
  const names = new Map<string, string>();
  const node = (name: string): string => {
    const id = names.get(name) ?? `f${names.size}`;
    names.set(name, id);
    return id;
  };
  const sorted = flows.toSorted((a, b) => (a.plan.workflow.name < b.plan.workflow.name ? -1 : 1));
  const arrows = sorted.flatMap(({ plan, topology }) =>
    (topology?.followers ?? []).map(
      ({ namespace, id }) => `  ${node(plan.workflow.name)} --> ${node(`${namespace}.${id}`)}`,
    ),
  );
  if (arrows.length === 0) return undefined;
  const nodes = [...names].map(([name, id]) => `  ${id}["${name}"]`);
  return ['flowchart LR', ...nodes, ...arrows].join('\n');
}
