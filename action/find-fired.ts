import * as core from '@actions/core';
import { UsageError } from '../src/contract/errors.ts';
import type { TriggerRecord } from '../src/contract/events.ts';
import { readHandover } from '../src/github/handover.ts';
import { readPolled } from '../src/github/polls/polled-field.ts';
import { readWebhookCall, type WebhookCall } from '../src/github/webhook-request.ts';
import { conditionsHold } from '../src/engine/index.ts';
import { pollingTriggers, waitingTriggers } from '../src/flow/index.ts';
import { createEngineHost } from '../src/project/engine-host.ts';
import { takeFound } from '../src/project/polls/poll-trigger.ts';
import type { FlowSource } from '../src/project/start-flow.ts';
import { fireByRequest, requestTriggers, triggerOfKey } from '../src/project/webhook.ts';
import { isoInZone } from '../src/util/time-zone.ts';
import { unwrap } from '../src/util/values.ts';
import { openIdentity } from './open-identity.ts';
import { openKeys } from './open-keys.ts';
import type { Job } from './open-job.ts';
import { withGuardedLog } from './with-guarded-log.ts';
import { executionId } from './work-item.ts';

/** The triggers that this event fires; undefined for a plain dispatch and for schedules. */
export async function firedByEvent(job: Job): Promise<readonly TriggerRecord[] | undefined> {
  const { upstream } = job.request;
  if (upstream !== undefined) return [await afterUpstream(job, upstream)];
  if (job.request.polled !== undefined) return afterPoll(job, job.request.polled);
  const call = readWebhookCall(job.event);
  if (call !== undefined) return byRequest(job, call);
  return job.event.name === 'workflow_dispatch' || job.event.name === 'schedule' ? undefined : byGithub(job);
}

/** Events of GitHub's own; undefined where no trigger of the flow is for any: whoever wrote that workflow wants a plain run. */
async function byGithub(job: Job): Promise<readonly TriggerRecord[] | undefined> {
  const { flow, project, event, stateDirectory } = job;
  const fired: TriggerRecord[] = [];
  let isPlain = true;
  for (const node of flow.triggers) {
    const definition = await project.registry.load(node.type);
    if (node.disabled || definition.kind !== 'trigger' || definition.fromEvent === undefined) continue;
    isPlain = false;
    const now = Date.now();
    const { name, payload } = event;
    const record = definition.fromEvent(
      { name, payload, now },
      unwrap(node.properties) as Record<string, unknown>,
      node,
    );
    if (record === undefined) continue;
    const host = await createEngineHost(project, { stateDirectory, kv: (namespace) => openKeys(job).store(namespace) });
    const judged = { flow, trigger: node, variables: record.variables, date: isoInZone(now, 'UTC'), timezone: 'UTC' };
    if (await conditionsHold(judged, host)) fired.push(record);
    else core.notice(`nothing to do: the conditions of ${node.id} do not hold for this event`);
  }
  return isPlain ? undefined : fired;
}

/** Whether the trigger fires was judged by the workflow of the other flow: what it remembers is forgotten when it did. */
async function afterUpstream({ flow, project }: Job, text: string): Promise<TriggerRecord> {
  const { trigger: id, execution } = readHandover(text);
  const waiting = await waitingTriggers(flow, project.registry);
  const found = waiting.find(({ node }) => node.id === id);
  const properties = unwrap(found?.node.properties ?? {}) as Record<string, unknown>;
  const record = found === undefined ? undefined : found.definition.fromExecution?.(execution, properties, found.node);
  if (record !== undefined) return record;
  throw new UsageError(
    'HANDOVER_INVALID',
    `expected an enabled Flow trigger "${id}" that waits for ${execution.state.current}`,
    {
      hint: 'the workflow of the other flow is older than this flow: run gitphony compile and commit',
    },
  );
}

/** What the workflow that polls found for this flow: fetched here, where its files are needed. */
async function afterPoll(job: Job, text: string): Promise<readonly TriggerRecord[]> {
  const { flow, parsed, project, stateDirectory } = job;
  const { trigger: id, handover } = readPolled(text);
  const trigger = (await pollingTriggers(flow, project.registry)).find(({ node }) => node.id === id);
  if (trigger === undefined) {
    throw new UsageError('HANDOVER_INVALID', `expected an enabled trigger "${id}" that polls`, {
      hint: 'the polling workflow is older than this flow: run gitphony compile and commit',
    });
  }
  const keys = openKeys(job);
  const source: FlowSource = { flow, text: parsed.text, rangeOf: (path) => parsed.rangeOf(path) };
  const own = { id, type: trigger.node.type, variables: {} };
  const record = await withGuardedLog(async (log) => {
    const host = await createEngineHost(project, {
      stateDirectory,
      kv: (namespace) => keys.store(namespace),
      identity: openIdentity(job),
      onLog: (told) => log.onLog(told),
    });
    return takeFound(source, trigger, handover, { host, executionId: executionId(job, own) });
  });
  if (record !== undefined) return [record];
  core.notice(`nothing to do: what ${id} found is gone`);
  return [];
}

async function byRequest(job: Job, { key, request }: WebhookCall): Promise<readonly TriggerRecord[]> {
  const { flow, project, stateDirectory } = job;
  // A mask this short would eat the log.
  if (key.length >= 6) core.setSecret(key);
  const host = await createEngineHost(project, { stateDirectory, kv: (namespace) => openKeys(job).store(namespace) });
  const triggers = await requestTriggers(flow, project.registry);
  const fired = await fireByRequest(flow, await triggerOfKey(flow, triggers, key, host), request, host);
  if ('record' in fired) return [fired.record];
  core.notice(`nothing to do: ${fired.skipped}`);
  return [];
}
