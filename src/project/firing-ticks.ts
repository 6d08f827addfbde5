import type { EngineHost } from '../contract/engine-host.ts';
import { UsageError } from '../contract/errors.ts';
import type { Flow, TriggerNode } from '../contract/flow.ts';
import type { TickPlan } from '../contract/trigger.ts';
import { conditionsHold, hasConditions } from '../engine/index.ts';
import { isoInZone } from '../util/time-zone.ts';
import type { ValueMap } from '../util/values.ts';

/** Makes the host that conditions are judged with; called only where there are conditions. */
export type HostSource = () => Promise<EngineHost>;

/** The planned times at which a trigger fires: those at which its conditions hold. Instants are milliseconds since 1970. */
export interface FiringTicks {
  /** Whether the trigger's conditions hold at a planned time. Fails with CONDITION_FAILED where that cannot be told. */
  holds(tick: number): Promise<boolean>;
  /** Both ends included, oldest first. Fails with WINDOW_TOO_LARGE after a million planned times. */
  between(start: number, end: number): AsyncIterable<number>;
  /** The first after an instant; undefined where there is none among the next 5,000 planned times. */
  next(instant: number): Promise<number | undefined>;
  /** The last before an instant; undefined where there is none among the 5,000 planned times before. */
  previous(instant: number): Promise<number | undefined>;
  /** `trigger.*`: `next` and `previous` are times at which it fires, as a server has them. */
  variables(tick: number): Promise<ValueMap>;
}

/** A look-out for the nearest firing ends somewhere: a condition may hold never again. */
const FURTHEST = 5000;
const MOST_JUDGED = 1_000_000;

/** The firing times of a trigger of a flow. */
export function firingTicks(
  flow: Flow,
  node: TriggerNode,
  ticks: TickPlan,
  timezone: string,
  makeHost: HostSource,
): FiringTicks {
  if (!hasConditions(node)) return everyTick(ticks);
  const judged = new Map<number, Promise<boolean>>();
  let host: Promise<EngineHost> | undefined;
  const judge = async (tick: number): Promise<boolean> => {
    host ??= makeHost();
    const date = isoInZone(tick, timezone);
    return conditionsHold({ flow, trigger: node, variables: ticks.variables(tick), date, timezone }, await host);
  };
  const holds = (tick: number): Promise<boolean> => {
    const known = judged.get(tick) ?? judge(tick);
    judged.set(tick, known);
    return known;
  };
  const nearest = async (instant: number, step: (from: number) => number | undefined): Promise<number | undefined> => {
    let tick = step(instant);
    for (let seen = 0; tick !== undefined && seen < FURTHEST; seen += 1, tick = step(tick)) {
      if (await holds(tick)) return tick;
    }
    return undefined;
  };
  const next = (instant: number): Promise<number | undefined> => nearest(instant, (from) => ticks.next(from));
  const previous = (instant: number): Promise<number | undefined> => nearest(instant, (from) => ticks.previous(from));
  return {
    holds,
    next,
    previous,
    async *between(start, end) {
      let seen = 0;
      for (const tick of ticks.between(start, end)) {
        seen += 1;
        if (seen > MOST_JUDGED) {
          throw new UsageError(
            'WINDOW_TOO_LARGE',
            `expected at most ${MOST_JUDGED} planned times of ${node.id} to judge`,
            {
              hint: 'split the window',
            },
          );
        }
        if (await holds(tick)) yield tick;
      }
    },
    async variables(tick) {
      const values = ticks.variables(tick);
      delete values['next'];
      delete values['previous'];
      const later = await next(tick);
      if (later !== undefined) values['next'] = isoInZone(later, timezone);
      const earlier = await previous(tick);
      if (earlier !== undefined) values['previous'] = isoInZone(earlier, timezone);
      return values;
    },
  };
}

function everyTick(ticks: TickPlan): FiringTicks {
  return {
    holds: () => Promise.resolve(true),
    async *between(start, end) {
      yield* ticks.between(start, end);
    },
    next: (instant) => Promise.resolve(ticks.next(instant)),
    previous: (instant) => Promise.resolve(ticks.previous(instant)),
    variables: (tick) => Promise.resolve(ticks.variables(tick)),
  };
}
