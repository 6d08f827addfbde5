import type { EngineHost } from '../../contract/engine-host.ts';
import type { PollHandover } from '../../contract/poll-handover.ts';
import type { TriggerRecord } from '../../contract/events.ts';
import { conditionsHold, createExecutionId, type ExecutionHandle, toValue } from '../../engine/index.ts';
import type { PollingTrigger } from '../../flow/index.ts';
import { isoInZone } from '../../util/time-zone.ts';
import { isMap, newMap, type ValueMap } from '../../util/values.ts';
import type { FlowSource } from '../start-flow.ts';
import { runAsTask } from './run-as-task.ts';

/** What a poll came to. */
export interface PollOutcome {
  /** Undefined where nothing is to be started. */
  readonly handover: PollHandover | undefined;
  /** Why nothing is to be started, as a sentence. */
  readonly skipped: string | undefined;
  /** What the next poll is told; undefined: what this one was told. */
  readonly remember: ValueMap | undefined;
}

/** What a poll is made with. */
export interface PollOptions {
  readonly host: EngineHost;
  readonly onStarted?: (handle: ExecutionHandle) => void;
}

/** One poll that hangs must not hold up the others, nor the job. */
const LONGEST_POLL = 'PT4M';

/** Polls once and judges the conditions. What does not fire because of them is not remembered: it may fire later. */
export async function pollTrigger(
  source: FlowSource,
  trigger: PollingTrigger,
  remembered: ValueMap,
  { host, onStarted }: PollOptions,
): Promise<PollOutcome> {
  const { node, definition } = trigger;
  const polled = await runAsTask(source, trigger, {
    host,
    executionId: createExecutionId(),
    timeout: LONGEST_POLL,
    onStarted,
    work: async (properties, context) => {
      const { variables, found, remember } = (await definition.poll?.(properties, context, remembered)) ?? {};
      return {
        variables: variables === undefined ? undefined : asMap(variables),
        found: found === undefined ? undefined : toValue(found, 'found'),
        remember,
      };
    },
  });
  const { variables, found, remember } = polled;
  if (variables === undefined) return { handover: undefined, skipped: `${node.id} finds nothing`, remember };
  const now = isoInZone(Date.now(), 'UTC');
  const event = { flow: source.flow, trigger: node, variables, date: now, timezone: 'UTC' };
  if (!(await conditionsHold(event, host))) {
    return { handover: undefined, skipped: `the conditions of ${node.id} do not hold`, remember: undefined };
  }
  return { handover: found === undefined ? { variables } : { found }, skipped: undefined, remember };
}

/**
 * What a poll found, as the execution sees it; undefined where it is gone by now. Files land in the storage of the execution with
 * this id.
 */
export async function takeFound(
  source: FlowSource,
  trigger: PollingTrigger,
  handover: PollHandover,
  { host, onStarted, executionId }: PollOptions & { readonly executionId: string },
): Promise<TriggerRecord | undefined> {
  const { node, definition } = trigger;
  const { id, type } = node;
  if ('variables' in handover) return { id, type, variables: handover.variables };
  if ('again' in handover) {
    const { handover: now } = await pollTrigger(source, trigger, newMap(), { host, ...started(onStarted) });
    return now !== undefined && 'variables' in now ? { id, type, variables: now.variables } : undefined;
  }
  const taken = await runAsTask(source, trigger, {
    host,
    executionId,
    onStarted,
    work: async (properties, context) => {
      const variables = await definition.take?.(handover.found, properties, context);
      return variables === undefined ? undefined : asMap(variables);
    },
  });
  return taken === undefined ? undefined : { id, type, variables: taken };
}

function started(onStarted: PollOptions['onStarted']): Pick<PollOptions, 'onStarted'> {
  return onStarted === undefined ? {} : { onStarted };
}

function asMap(variables: Readonly<Record<string, unknown>>): ValueMap {
  const value = toValue(variables, 'trigger');
  return isMap(value) ? value : newMap();
}
