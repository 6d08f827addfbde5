import type { EngineHost } from '../contract/engine-host.ts';
import type { Execution } from '../contract/execution.ts';
import type { Flow } from '../contract/flow.ts';
import { conditionsHold } from '../engine/index.ts';
import { type WaitingTrigger, withImplied } from '../flow/index.ts';
import { isoInZone } from '../util/time-zone.ts';
import { unwrap } from '../util/values.ts';
import type { FiredTrigger } from './webhook.ts';

/** What the end of an execution does to a trigger: the record of it, or why the trigger does not fire. */
export async function judgeEnd(
  flow: Flow,
  trigger: WaitingTrigger,
  execution: Execution,
  host: EngineHost,
): Promise<FiredTrigger> {
  const { node, definition } = trigger;
  const record = definition.fromExecution?.(execution, unwrap(node.properties) as Record<string, unknown>, node);
  if (record === undefined) return { skipped: `${node.id} does not wait for the state ${execution.state.current}` };
  const ended = Date.parse(execution.state.endDate ?? execution.state.startDate);
  const event = { flow, trigger: withImplied(trigger), variables: record.variables, execution, timezone: 'UTC' };
  const holds = await conditionsHold({ ...event, date: isoInZone(ended, 'UTC') }, host);
  return holds ? { record } : { skipped: `the conditions of ${node.id} do not hold for the execution ${execution.id}` };
}
