import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineHost } from '../../contract/engine-host.ts';
import { GitphonyError } from '../../contract/errors.ts';
import type { Flow, TaskNode, TriggerNode } from '../../contract/flow.ts';
import type { PluginRegistry } from '../../contract/registry.ts';
import type { RunContext } from '../../contract/run-context.ts';
import { Type } from '../../contract/schema.ts';
import type { TaskDefinition } from '../../contract/task.ts';
import { type ExecutionHandle, startExecution } from '../../engine/index.ts';
import type { PollingTrigger } from '../../flow/index.ts';
import type { FlowSource } from '../start-flow.ts';

/** How a trigger's own work is run. */
export interface TriggerWork<T> {
  readonly host: EngineHost;
  /** The execution whose files those of the work are to be. */
  readonly executionId: string;
  /** ISO 8601. */
  readonly timeout?: string;
  readonly onStarted?: ((handle: ExecutionHandle) => void) | undefined;
  readonly work: (properties: Record<string, unknown>, context: RunContext) => Promise<T>;
}

/**
 * Runs the code of a trigger as the only task of an execution that is recorded nowhere: its properties are rendered, checked and
 * masked, its files stored and its time limited as those of any task. Fails with POLL_FAILED, at the trigger's place in the file.
 */
export async function runAsTask<T>(source: FlowSource, trigger: PollingTrigger, options: TriggerWork<T>): Promise<T> {
  const { node, definition } = trigger;
  const { host, executionId, work } = options;
  let answer: { readonly value: T } | undefined;
  const task: TaskDefinition = {
    kind: 'task',
    type: node.type,
    title: definition.title,
    properties: definition.properties,
    outputs: Type.Object({}),
    examples: [],
    async run(properties, context) {
      answer = { value: await work(properties, context) };
      return {};
    },
  };
  const directory = await mkdtemp(join(host.temporaryDirectory, 'poll-'));
  try {
    const handle = await startExecution(
      { flow: alone(source.flow, node, options.timeout), flowText: source.text, inputs: {}, executionId },
      { ...host, registry: withTask(host.registry, task), executionsDirectory: directory, onEvent: ignore },
    );
    options.onStarted?.(handle);
    const { state, error, taskRunList } = await handle.result;
    if (answer !== undefined && state.current === 'SUCCESS') return answer.value;
    const told = error ?? taskRunList[0]?.error;
    throw new GitphonyError(
      'POLL_FAILED',
      `trigger "${node.id}": ${told?.message ?? `its poll ended as ${state.current}`}`,
      {
        hint: told?.hint,
        retryable: true,
        where: { file: source.flow.file, ...placeOf(source, node) },
      },
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Nobody is to take it for an execution of the flow. */
function ignore(): void {}

function placeOf({ rangeOf }: FlowSource, { path }: TriggerNode) {
  return rangeOf === undefined ? {} : { position: rangeOf(path).start };
}

/** The trigger as a task: plugin defaults have been laid under its properties already. */
function alone(flow: Flow, node: TriggerNode, timeout: string | undefined): Flow {
  const task: TaskNode = {
    id: node.id,
    type: node.type,
    properties: node.properties,
    children: {},
    errors: [],
    finally: [],
    runners: {},
    path: node.path,
    ...(timeout === undefined ? {} : { timeout }),
    ...(node.logLevel === undefined ? {} : { logLevel: node.logLevel }),
  };
  const { id, namespace, labels, variables, file, sourceHash, addressLogins } = flow;
  const empty = { inputs: [], outputs: [], errors: [], finally: [], afterExecution: [], triggers: [] };
  return {
    id,
    namespace,
    labels,
    variables,
    file,
    sourceHash,
    ...empty,
    ...(addressLogins === undefined ? {} : { addressLogins }),
    tasks: [task],
    disabled: false,
  };
}

function withTask(registry: PluginRegistry, task: TaskDefinition): PluginRegistry {
  const { type } = task;
  return {
    resolve: (name) => (name === type ? { type, kind: 'task' } : registry.resolve(name)),
    names: () => registry.names(),
    addresses: () => registry.addresses(),
    async describe(name) {
      const described = await registry.describe(name);
      return name === type ? { ...described, kind: 'task' } : described;
    },
    load: async (name) => (name === type ? task : registry.load(name)),
  };
}
