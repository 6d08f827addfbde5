import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineHost, LogRecord } from '../../src/contract/engine-host.ts';
import type { ExecutionEvent } from '../../src/contract/events.ts';
import type { Flow, TaskNode } from '../../src/contract/flow.ts';
import type { PluginDefinition } from '../../src/contract/registry.ts';
import { createLocalKv, createLocalStorage } from '../../src/storage/index.ts';
import type { ValueMap } from '../../src/util/values.ts';
import { toyRegistry } from './toy-registry.ts';

/** A host in a folder of its own, with what the engine told it. */
export interface EngineScene extends AsyncDisposable {
  readonly folder: string;
  readonly host: EngineHost;
  readonly events: ExecutionEvent[];
  readonly logs: LogRecord[];
}

/** What a scene may be given beside its types. */
export interface EngineSceneOptions {
  readonly secrets?: Readonly<Record<string, string>>;
  /** Use this folder, and leave it there. */
  readonly folder?: string;
  readonly onEvent?: (event: ExecutionEvent) => void;
}

/** Makes a scene for these types; `await using` removes its folder. */
export async function createEngineScene(
  definitions: readonly PluginDefinition[],
  options: EngineSceneOptions = {},
): Promise<EngineScene> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'gitphony-engine-')));
  const events: ExecutionEvent[] = [];
  const logs: LogRecord[] = [];
  const secrets = options.secrets ?? {};
  const host: EngineHost = {
    registry: toyRegistry(definitions),
    executionsDirectory: join(folder, 'executions'),
    temporaryDirectory: join(folder, 'tmp'),
    storage: createLocalStorage({ root: join(folder, 'storage') }),
    kv: (namespace) => createLocalKv({ directory: join(folder, 'kv'), namespace }),
    secrets: { get: (name) => secrets[name], values: () => Object.values(secrets) },
    environment: {},
    globals: {},
    namespaceFiles: async () => [],
    onEvent(event) {
      events.push(event);
      options.onEvent?.(event);
    },
    onLog: (record) => void logs.push(record),
  };
  return {
    folder,
    host,
    events,
    logs,
    async [Symbol.asyncDispose]() {
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A task as the flow parser makes it. */
export function toyTask(id: string, type: string, rest: Partial<TaskNode> = {}, properties: ValueMap = {}): TaskNode {
  return { id, type, properties, children: {}, errors: [], finally: [], runners: {}, path: ['tasks', 0], ...rest };
}

/** A flow as the flow parser makes it. */
export function toyFlow(tasks: readonly TaskNode[], rest: Partial<Flow> = {}): Flow {
  return {
    id: 'toy',
    namespace: 'company.team',
    labels: {},
    inputs: [],
    outputs: [],
    variables: {},
    tasks,
    errors: [],
    finally: [],
    afterExecution: [],
    triggers: [],
    disabled: false,
    file: 'flows/toy.yaml',
    sourceHash: 'hash',
    ...rest,
  };
}
