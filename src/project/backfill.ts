import { UsageError } from '../contract/errors.ts';
import type { TriggerRecord } from '../contract/events.ts';
import type { Flow, TriggerNode } from '../contract/flow.ts';
import type { PluginRegistry } from '../contract/registry.ts';
import type { TickPlan } from '../contract/trigger.ts';
import { nearestName } from '../util/nearest-name.ts';
import { isoInZone } from '../util/time-zone.ts';
import { unwrap } from '../util/values.ts';
import { type FiringTicks, firingTicks, type HostSource } from './firing-ticks.ts';
import { parseInstant } from './instant.ts';

/** A trigger of a flow that fires at planned times. */
export interface ScheduledTrigger {
  readonly node: TriggerNode;
  /** Plain values. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Every planned time. */
  readonly ticks: TickPlan;
  /** The planned times at which its conditions hold. */
  readonly firing: FiringTicks;
  readonly timezone: string;
}

/** The flow's triggers with planned times, disabled ones included: a backfill may name them. */
export async function scheduledTriggers(
  flow: Flow,
  registry: PluginRegistry,
  host: HostSource,
): Promise<readonly ScheduledTrigger[]> {
  const found: ScheduledTrigger[] = [];
  for (const node of flow.triggers) {
    const definition = await registry.load(node.type);
    if (definition.kind !== 'trigger' || definition.ticks === undefined) continue;
    const properties = unwrap(node.properties) as Record<string, unknown>;
    const timezone = typeof properties['timezone'] === 'string' ? properties['timezone'] : 'UTC';
    const ticks = definition.ticks(properties);
    found.push({ node, properties, ticks, firing: firingTicks(flow, node, ticks, timezone, host), timezone });
  }
  return found;
}

/**
 * The trigger that a backfill or a planned run means: the named one, else the only one.
 * Fails with TRIGGER_NOT_FOUND or TRIGGER_AMBIGUOUS, naming what there is.
 */
export async function chooseTrigger(
  flow: Flow,
  registry: PluginRegistry,
  host: HostSource,
  id?: string,
): Promise<ScheduledTrigger> {
  const triggers = await scheduledTriggers(flow, registry, host);
  const names = triggers.map(({ node }) => node.id);
  const [only] = triggers;
  if (only === undefined) {
    throw new UsageError(
      'TRIGGER_NOT_FOUND',
      `expected a flow with a Schedule trigger, ${flow.namespace}.${flow.id} has none`,
    );
  }
  if (id === undefined) {
    if (triggers.length === 1) return only;
    throw new UsageError(
      'TRIGGER_AMBIGUOUS',
      `expected the id of a trigger, for ${flow.namespace}.${flow.id} has ${names.length}`,
      {
        hint: `add --trigger with one of: ${names.join(', ')}`,
      },
    );
  }
  const found = triggers.find(({ node }) => node.id === id);
  if (found !== undefined) return found;
  const nearest = nearestName(id, names);
  throw new UsageError('TRIGGER_NOT_FOUND', `expected one of the triggers ${names.join(', ')}, got "${id}"`, {
    hint: nearest === undefined ? undefined : `did you mean "${nearest}"?`,
  });
}

/** What an execution records of the tick that it stands for. */
export async function tickRecord({ node, firing }: ScheduledTrigger, tick: number): Promise<TriggerRecord> {
  return { id: node.id, type: node.type, variables: await firing.variables(tick) };
}

/** A backfill before it runs. */
export interface BackfillPlan {
  readonly trigger: ScheduledTrigger;
  /** Instants, oldest first. */
  readonly ticks: readonly number[];
}

/** At most this many ticks in one backfill, so that a slip of the pen does not fill a disk. */
export const MAX_TICKS = 10_000;

/**
 * The ticks of a window at which the trigger's conditions hold, both ends included. A date without a time begins (start) or ends (end) that day in the trigger's
 * time zone; an empty end is now. Fails with WINDOW_INVALID, WINDOW_EMPTY (naming the nearest ticks) or WINDOW_TOO_LARGE.
 */
export async function planBackfill(
  flow: Flow,
  registry: PluginRegistry,
  host: HostSource,
  window: { readonly start: string; readonly end?: string; readonly trigger?: string; readonly now?: number },
): Promise<BackfillPlan> {
  const trigger = await chooseTrigger(flow, registry, host, window.trigger);
  const start = parseInstant(window.start, trigger.timezone, 'start');
  const end =
    window.end === undefined || window.end === ''
      ? (window.now ?? Date.now())
      : parseInstant(window.end, trigger.timezone, 'end');
  if (end < start) {
    throw new UsageError(
      'WINDOW_INVALID',
      `expected an end that is not before the start, got ${window.start} to ${window.end ?? 'now'}`,
    );
  }
  const ticks: number[] = [];
  for await (const tick of trigger.firing.between(start, end)) {
    if (ticks.length === MAX_TICKS) {
      throw new UsageError(
        'WINDOW_TOO_LARGE',
        `expected at most ${MAX_TICKS} ticks of ${trigger.node.id} in one backfill`,
        {
          hint: 'split the window',
        },
      );
    }
    ticks.push(tick);
  }
  if (ticks.length === 0) throw await emptyWindow(trigger, window.start, window.end ?? 'now', start, end);
  return { trigger, ticks };
}

async function emptyWindow(
  trigger: ScheduledTrigger,
  from: string,
  to: string,
  start: number,
  end: number,
): Promise<UsageError> {
  const date = (tick: number | undefined): string | undefined =>
    tick === undefined ? undefined : isoInZone(tick, trigger.timezone);
  const before = date(await trigger.firing.previous(start));
  const after = date(await trigger.firing.next(end));
  const near = [before && `the last before is ${before}`, after && `the next after is ${after}`].filter(Boolean);
  return new UsageError('WINDOW_EMPTY', `no tick of ${trigger.node.id} lies between ${from} and ${to}`, {
    hint: near.length === 0 ? undefined : near.join('; '),
  });
}
