import { GitphonyError } from '../src/contract/errors.ts';
import type { ConditionNode, Flow, TriggerNode } from '../src/contract/flow.ts';
import type { PluginRegistry } from '../src/contract/registry.ts';
import type { Problem } from '../src/contract/source.ts';
import { waitingTriggers, withImplied } from '../src/flow/index.ts';
import { problemList } from './problem-list.ts';
import type { PlanContext } from './workflow-plan.ts';

/** A flow that runs after another one. */
export interface Follower {
  readonly namespace: string;
  readonly id: string;
  /** Its file, relative to the project's root. */
  readonly file: string;
  /** The states it waits for; undefined: any. */
  readonly states: readonly string[] | undefined;
  /** Its conditions remember what they saw, so who judges them must be able to write. */
  readonly remembers: boolean;
}

/** How a flow stands to the others of its project. */
export interface FlowTopology {
  /** The flows that may run when this one has ended, sorted by name. */
  readonly followers: readonly Follower[];
  readonly problems: readonly Problem[];
}

/** A flow that nothing follows. */
export const alone: FlowTopology = { followers: [], problems: [] };

interface PlacedFlow {
  readonly flow: Flow;
  readonly context: PlanContext;
}

/** What a waiting trigger listens to. */
interface Listening {
  readonly trigger: TriggerNode;
  readonly upstreams: readonly Flow[];
  readonly remembers: boolean;
}

/**
 * Who follows whom, by the Flow triggers of all flows. A trigger listens to every flow that its conditions, as they are
 * written, do not rule out; never to its own. Flows that would start each other for ever are refused.
 */
export async function planTopology(
  flows: readonly PlacedFlow[],
  registry: PluginRegistry,
): Promise<ReadonlyMap<Flow, FlowTopology>> {
  const all = flows.map(({ flow }) => flow);
  const followers = new Map<Flow, Follower[]>(all.map((flow) => [flow, []]));
  const problems = new Map<Flow, readonly Problem[]>();
  const upstreamsOf = new Map<Flow, readonly Listening[]>();
  for (const { flow, context } of flows) {
    const list = problemList(flow.file, context);
    const listening: Listening[] = [];
    for (const waiting of await waitingTriggers(flow, registry)) {
      const { node } = waiting;
      try {
        const trigger = withImplied(waiting);
        const upstreams: Flow[] = [];
        for (const other of all) if (other !== flow && (await mayFire(trigger, other, registry))) upstreams.push(other);
        const remembers = await doesRemember(trigger.conditions ?? [], registry);
        listening.push({ trigger: node, upstreams, remembers });
        if (upstreams.length === 0) {
          list.warning(
            'no-upstream',
            node.path,
            `trigger "${node.id}" waits for flows that have no workflow in this project: nothing starts it on GitHub`,
            'add the flow that it waits for below flows/, or correct its name in the conditions',
          );
        }
      } catch (error) {
        if (!(error instanceof GitphonyError)) throw error;
        list.error('unsupported-on-github', node.path, error.message, error.hint ?? 'change the trigger');
      }
    }
    upstreamsOf.set(flow, listening);
    problems.set(flow, list.all);
  }
  for (const { flow, context } of flows) {
    const listening = upstreamsOf.get(flow) ?? [];
    const list = problemList(flow.file, context);
    for (const { trigger, upstreams } of listening) {
      const cycle = upstreams.map((upstream) => wayBack(flow, upstream, upstreamsOf)).find((way) => way !== undefined);
      if (cycle === undefined) continue;
      const names = cycle.map((one) => `${one.namespace}.${one.id}`);
      list.error(
        'flows-in-a-circle',
        trigger.path,
        `trigger "${trigger.id}" closes a circle, these flows would start each other for ever: ${names.toReversed().join(' → ')}`,
        'add conditions that name the flow it waits for, or remove one of the triggers',
      );
    }
    problems.set(flow, [...(problems.get(flow) ?? []), ...list.all]);
    for (const upstream of new Set(listening.flatMap(({ upstreams }) => upstreams))) {
      const own = listening.filter(({ upstreams }) => upstreams.includes(upstream));
      followers.get(upstream)?.push(followerOf(flow, own));
    }
  }
  return new Map(
    all.map((flow) => [flow, { followers: sorted(followers.get(flow) ?? []), problems: problems.get(flow) ?? [] }]),
  );
}

function followerOf(flow: Flow, listening: readonly Listening[]): Follower {
  const states = listening.map(({ trigger }) => statesOf(trigger));
  const known = states.flatMap((list) => list ?? []);
  return {
    namespace: flow.namespace,
    id: flow.id,
    file: flow.file,
    states: states.includes(undefined) ? undefined : [...new Set(known)].toSorted(),
    remembers: listening.some(({ remembers }) => remembers),
  };
}

function statesOf({ properties }: TriggerNode): readonly string[] | undefined {
  const { states } = properties;
  return Array.isArray(states) ? states.map(String) : undefined;
}

function sorted(followers: readonly Follower[]): readonly Follower[] {
  return followers.toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

/** Whether no condition, as written, rules the flow out. */
async function mayFire({ conditions = [] }: TriggerNode, flow: Flow, registry: PluginRegistry): Promise<boolean> {
  for (const node of conditions) if ((await holdsForFlow(node, flow, registry)) === false) return false;
  return true;
}

async function holdsForFlow(node: ConditionNode, flow: Flow, registry: PluginRegistry): Promise<boolean | undefined> {
  const definition = await registry.load(node.type);
  if (definition.kind !== 'condition') return undefined;
  const inside: (boolean | undefined)[] = [];
  for (const one of Object.values(node.children).flat()) inside.push(await holdsForFlow(one, flow, registry));
  return definition.holdsForFlow?.(flow, node.properties, inside);
}

async function doesRemember(conditions: readonly ConditionNode[], registry: PluginRegistry): Promise<boolean> {
  for (const { type, children } of conditions) {
    const definition = await registry.load(type);
    if (definition.kind === 'condition' && definition.remembers === true) return true;
    if (await doesRemember(Object.values(children).flat(), registry)) return true;
  }
  return false;
}

/** The way from a flow by what it waits for back to itself; undefined where there is none. */
function wayBack(
  start: Flow,
  from: Flow,
  upstreamsOf: ReadonlyMap<Flow, readonly Listening[]>,
): readonly Flow[] | undefined {
  const seen = new Set<Flow>();
  const ways: (readonly Flow[])[] = [[start, from]];
  for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
    const last = way.at(-1) ?? start;
    if (last === start) return way;
    if (seen.has(last)) continue;
    seen.add(last);
    for (const { upstreams } of upstreamsOf.get(last) ?? []) for (const next of upstreams) ways.push([...way, next]);
  }
  return undefined;
}
