import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { UsageError } from '../src/contract/errors.ts';
import { chooseTrigger, tickRecord } from '../src/project/backfill.ts';
import { createEngineHost } from '../src/project/engine-host.ts';
import { judgeEnd } from '../src/project/after-execution.ts';
import { parseInstant } from '../src/project/instant.ts';
import { fireByRequest, requestTriggers, triggerOfKey } from '../src/project/webhook.ts';
import { isoInZone } from '../src/util/time-zone.ts';
import { listsByName, readBody } from '../src/util/request-parts.ts';
import { didYouMean } from '../src/util/nearest-name.ts';
import { findExecution, readRecord } from './executions/find.ts';
import type { FlowToRun } from './flow-to-run.ts';
import { pollHere } from './triggers/poll-here.ts';
import type { TriggerToRun } from './trigger-found.ts';
import type { TriggerOptions } from './trigger-options.ts';

/** Finds the trigger that the options name and judges its conditions. */
export async function findTriggerToRun(opened: FlowToRun, options: TriggerOptions): Promise<TriggerToRun> {
  refuseUnknown(opened, options.trigger);
  if (options.execution !== undefined) return afterExecution(opened, options.execution, options.trigger);
  const request = await byRequest(opened, options);
  if (request !== undefined) return request;
  if (options.date === undefined && options.trigger !== undefined) {
    const polled = await byPoll(opened, options.trigger);
    if (polled !== undefined) return polled;
  }
  return atTick(opened, options);
}

/** Whatever kind of trigger was meant: the flow has none of that name. */
function refuseUnknown({ flow }: FlowToRun, id: string | undefined): void {
  const names = flow.triggers.map((trigger) => trigger.id);
  if (id === undefined || names.length === 0 || names.includes(id)) return;
  throw new UsageError('TRIGGER_NOT_FOUND', `expected one of the triggers ${names.join(', ')}, got "${id}"`, {
    hint: didYouMean(id, names),
  });
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

/** As a webhook sees a request; undefined where the options speak of another trigger. */
async function byRequest({ flow, project }: FlowToRun, options: TriggerOptions): Promise<TriggerToRun | undefined> {
  const { body, header = [], parameter = [], key, trigger: id } = options;
  const hooks = await requestTriggers(flow, project.registry);
  const isRequest = body !== undefined || key !== undefined || header.length > 0 || parameter.length > 0;
  const named = hooks.find(({ node }) => node.id === id);
  if (!isRequest && named === undefined) return undefined;
  const host = await createEngineHost(project);
  const chosen = key === undefined ? (named ?? hooks[0]) : await triggerOfKey(flow, hooks, key, host);
  const names = hooks.map(({ node }) => node.id);
  const isClear = key !== undefined || named !== undefined || (id === undefined && hooks.length === 1);
  if (chosen === undefined || !isClear || (id !== undefined && chosen.node.id !== id)) {
    const wanted = names.length === 0 ? 'a flow with a Webhook trigger' : `--trigger with one of: ${names.join(', ')}`;
    throw new UsageError('TRIGGER_NOT_FOUND', `expected ${wanted}, got ${id === undefined ? 'none' : `"${id}"`}`, {
      hint: id === undefined ? undefined : didYouMean(id, names),
    });
  }
  const request = {
    body: body === undefined ? null : readBody(await readText(body)),
    headers: listsByName(header.map(readHeader)),
    parameters: listsByName(new URLSearchParams(parameter.join('&'))),
  };
  return fireByRequest(flow, chosen, request, host);
}

/** As one poll would; undefined where the named trigger is none that polls. */
async function byPoll({ flow, project, ...source }: FlowToRun, id: string): Promise<TriggerToRun | undefined> {
  const node = flow.triggers.find((trigger) => trigger.id === id);
  const definition = node === undefined ? undefined : await project.registry.load(node.type);
  if (node === undefined || definition?.kind !== 'trigger' || definition.poll === undefined) return undefined;
  if (node.disabled) {
    throw new UsageError('TRIGGER_DISABLED', `the trigger "${id}" of ${flow.namespace}.${flow.id} is disabled`, {
      hint: 'take `disabled: true` out of it',
    });
  }
  return pollHere(project, { flow, ...source }, { node, definition });
}

function readHeader(text: string): readonly [string, string] {
  const at = text.indexOf(':');
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  throw new UsageError('OPTION_INVALID', `expected --header "Name: value", got "${text}"`);
}

async function readText(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError('BODY_FILE', `expected the file of --body: ${reason}`, { cause });
  }
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
  return judgeEnd(flow, { node, definition }, execution, await createEngineHost(project));
}
