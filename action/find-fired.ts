import * as core from '@actions/core';
import { UsageError } from '../src/contract/errors.ts';
import type { TriggerRecord } from '../src/contract/events.ts';
import { readHandover } from '../src/github/handover.ts';
import { createRunnerKv } from '../src/github/runner-kv.ts';
import { readWebhookCall, type WebhookCall } from '../src/github/webhook-request.ts';
import { waitingTriggers } from '../src/flow/index.ts';
import { createEngineHost } from '../src/project/engine-host.ts';
import { fireByRequest, requestTriggers, triggerOfKey } from '../src/project/webhook.ts';
import { unwrap } from '../src/util/values.ts';
import type { Job } from './open-job.ts';

/** The triggers that this event fires; undefined for a plain dispatch and for schedules. */
export async function firedByEvent(job: Job): Promise<readonly TriggerRecord[] | undefined> {
  const { upstream } = job.request;
  if (upstream !== undefined) return [await afterUpstream(job, upstream)];
  const call = readWebhookCall(job.event);
  if (call !== undefined) return byRequest(job, call);
  return undefined;
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

async function byRequest(job: Job, { key, request }: WebhookCall): Promise<readonly TriggerRecord[]> {
  const { flow, project, stateDirectory, environment } = job;
  // A mask this short would eat the log.
  if (key.length >= 6) core.setSecret(key);
  const host = await createEngineHost(project, { stateDirectory, kv: () => createRunnerKv(environment) });
  const triggers = await requestTriggers(flow, project.registry);
  const fired = await fireByRequest(flow, await triggerOfKey(flow, triggers, key, host), request, host);
  if ('record' in fired) return [fired.record];
  core.notice(`nothing to do: ${fired.skipped}`);
  return [];
}
