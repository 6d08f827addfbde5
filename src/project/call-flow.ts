import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineHost } from '../contract/engine-host.ts';
import { UsageError } from '../contract/errors.ts';
import type { Flow } from '../contract/flow.ts';
import type { HostedExecution, HostFlowCall } from '../contract/host-flow-call.ts';
import { findOwner, readExecution, restartExecution, resumeExecution } from '../engine/index.ts';
import type { ValueMap } from '../util/values.ts';
import { findFlowFile } from './flow-files.ts';
import { type Project, readFlow } from './project.ts';
import { type FlowSource, startFlow } from './start-flow.ts';

const POLL_MILLISECONDS = 250;

/**
 * Starts a flow of the project for a task of another one. Where a resumed caller comes by an execution that it has begun
 * before, that one is taken up: its end is answered, or it goes on.
 *
 * @throws UsageError FLOW_NOT_FOUND, FLOW_INVALID, INPUT_INVALID and as `startExecution`
 */
export async function callFlow(
  project: Project,
  call: HostFlowCall,
  hostFor: (flow: Flow) => Promise<EngineHost>,
): Promise<HostedExecution> {
  const source = await readValidFlow(project, `${call.namespace}.${call.flowId}`);
  const host = await hostFor(source.flow);
  const directory = join(host.executionsDirectory, call.executionId);
  if (existsSync(directory)) return takeUp(source, call, host, directory);
  return startFlow(
    source,
    {
      inputs: await ownInputs(source.flow, call, host),
      undeclaredInputs: 'ignore',
      labels: call.labels,
      trigger: call.trigger,
      executionId: call.executionId,
      depth: call.depth,
    },
    host,
  );
}

/** A flow by `namespace.id`, read and found to be valid. */
export async function readValidFlow(project: Project, name: string): Promise<FlowSource> {
  const file = await findFlowFile(name, project.root);
  const parsed = await readFlow(project, file);
  const { flow } = parsed;
  if (flow !== undefined) return { flow, text: parsed.text, rangeOf: (path) => parsed.rangeOf(path) };
  const errors = parsed.problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  throw new UsageError(
    'FLOW_INVALID',
    `expected a valid flow, ${name} has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}: ${first?.message ?? ''}`,
    {
      where: { file: first?.file ?? file, ...(first === undefined ? {} : { position: first.range.start }) },
      hint: `see them all: gitphony validate ${file}`,
    },
  );
}

async function takeUp(
  { flow, text }: FlowSource,
  call: HostFlowCall,
  host: EngineHost,
  directory: string,
): Promise<HostedExecution> {
  const { executionId, depth } = call;
  // Somebody has resumed it by hand, in another process: its end is awaited.
  while (findOwner(directory) !== undefined) await sleep(POLL_MILLISECONDS);
  const record = await readExecution(directory);
  const { current } = record.state;
  const endedBadly = current === 'FAILED' || current === 'KILLED' || current === 'CANCELLED';
  if (call.restart && endedBadly) return restartExecution({ flow, flowText: text, executionId, depth }, host);
  const isOver = record.state.endDate !== undefined || current === 'PAUSED';
  if (isOver) return { id: executionId, result: Promise.resolve(record), kill: () => undefined, stop: () => undefined };
  return resumeExecution({ flow, flowText: text, executionId, depth }, host);
}

/** An execution reads files of its own namespace only: those of a caller in another one are copied. */
async function ownInputs(flow: Flow, { caller, inputs }: HostFlowCall, host: EngineHost): Promise<ValueMap> {
  if (caller.namespace === flow.namespace) return inputs;
  const storage = host.storage.forTaskRun(caller, { id: 'call', taskId: 'call' });
  const own: ValueMap = { ...inputs };
  for (const { id, type } of flow.inputs) {
    const value = inputs[id];
    if (type !== 'FILE' || typeof value !== 'string' || !value.startsWith('kestra:///')) continue;
    own[id] = await storage.localPath(value);
  }
  return own;
}
