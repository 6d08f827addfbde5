import { UsageError } from '../src/contract/errors.ts';
import type { TriggerRecord } from '../src/contract/events.ts';
import { conditionsHold } from '../src/engine/index.ts';
import { chooseTrigger, tickRecord } from '../src/project/backfill.ts';
import { createEngineHost } from '../src/project/engine-host.ts';
import { parseInstant } from '../src/project/instant.ts';
import { isoInZone } from '../src/util/time-zone.ts';
import { didYouMean } from '../src/util/nearest-name.ts';
import { unwrap } from '../src/util/values.ts';
import { findExecution, readRecord } from './executions/find.ts';
import type { FlowToRun } from './flow-to-run.ts';

/** What the options of `run` say of a trigger. */
export interface TriggerOptions {
  readonly trigger?: string;
  readonly date?: string;
  readonly execution?: string;
}

/** The trigger that a run stands for, or why it would not fire; neither for a run that stands for none. */
export interface TriggerToRun {
  readonly record?: TriggerRecord;
  readonly skipped?: string;
}

/** Finds the trigger that the options name and judges its conditions. */
export async function findTriggerToRun(opened: FlowToRun, options: TriggerOptions): Promise<TriggerToRun> {
  if (options.execution !== undefined) return afterExecution(opened, options.execution, options.trigger);
  return atTick(opened, options);
}

async function atTick({ flow, project }: FlowToRun, options: TriggerOptions): Promise<TriggerToRun> {
  const trigger = await chooseTrigger(flow, project.registry, () => createEngineHost(project), options.trigger);
  const { node, firing, timezone } = trigger;
  if (options.date !== undefined) {
    const tick = parseInstant(options.date, timezone, 'start');
    if (await firing.holds(tick)) return { record: await tickRecord(trigger, tick) };
    return { skipped: `the conditions of ${node.id} do not hold at ${isoInZone(tick, timezone)}` };
  }
  const tick = await firing.previous(Date.now());
  if (tick !== undefined) return { record: await tickRecord(trigger, tick) };
  throw new UsageError('NO_TICK', `expected a tick of ${node.id} in the past, it has none`, { hint: 'give --date' });
}

/** As a trigger that waits for executions of other flows sees one of them. */
async function afterExecution(
  { flow, project }: FlowToRun,
  reference: string,
  id: string | undefined,
): Promise<TriggerToRun> {
  const waiting = [];
  for (const node of flow.triggers) {
    const definition = await project.registry.load(node.type);
    if (definition.kind === 'trigger' && definition.fromExecution !== undefined) waiting.push({ node, definition });
  }
  const names = waiting.map(({ node }) => node.id);
  const chosen = id === undefined && waiting.length === 1 ? waiting[0] : waiting.find(({ node }) => node.id === id);
  if (chosen === undefined) {
    const wanted = names.length === 0 ? 'a flow with a Flow trigger' : `--trigger with one of: ${names.join(', ')}`;
    throw new UsageError('TRIGGER_NOT_FOUND', `expected ${wanted}, got ${id === undefined ? 'none' : `"${id}"`}`, {
      hint: id === undefined ? undefined : didYouMean(id, names),
    });
  }
  const { node, definition } = chosen;
  const execution = await readRecord(await findExecution(reference));
  const record = definition.fromExecution?.(execution, unwrap(node.properties) as Record<string, unknown>, node);
  if (record === undefined) return { skipped: `${node.id} does not wait for the state ${execution.state.current}` };
  const ended = Date.parse(execution.state.endDate ?? execution.state.startDate);
  const event = { flow, trigger: node, variables: record.variables, execution, timezone: 'UTC' };
  const holds = await conditionsHold({ ...event, date: isoInZone(ended, 'UTC') }, await createEngineHost(project));
  return holds ? { record } : { skipped: `the conditions of ${node.id} do not hold for the execution ${execution.id}` };
}
