import { Type } from '../../src/contract/schema.ts';
import type { Flow, TaskNode, TriggerNode } from '../../src/contract/flow.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import type { PluginDefinition, PluginRegistry } from '../../src/contract/registry.ts';
import { defineTask } from '../../src/contract/task.ts';
import { defineTrigger } from '../../src/contract/trigger.ts';
import type { PlanContext } from '../../generator/workflow-plan.ts';

/** For tests: a flow made by hand, without a file behind it. */
export function toyFlow(changes: Partial<Flow> = {}): Flow {
  return {
    id: 'hello',
    namespace: 'demo',
    labels: {},
    inputs: [],
    outputs: [],
    variables: {},
    tasks: [logTask('hello')],
    errors: [],
    finally: [],
    afterExecution: [],
    triggers: [],
    disabled: false,
    file: 'flows/hello.yaml',
    sourceHash: 'none',
    ...changes,
  };
}

/** For tests: a task with one text. */
export function logTask(message: string): TaskNode {
  return {
    id: 'log',
    type: 'toy.Log',
    properties: { message },
    children: {},
    errors: [],
    finally: [],
    runners: {},
    path: ['tasks', 0],
  };
}

/** For tests: fires on the first of each month. */
export const monthly: TriggerNode = {
  id: 'monthly',
  type: 'toy.Schedule',
  disabled: false,
  properties: {},
  inputs: {},
  path: ['triggers', 0],
};

/** For tests: a project without `gitphony.yaml`. */
export const toyConfig: ProjectConfig = {
  action: { uses: './action' },
  services: {},
  runsOn: 'ubuntu-24.04',
  workerGroups: {},
  timeoutMinutes: 360,
  pluginDefaults: [],
  namespaces: {},
  runner: 'process',
  history: 'auto',
  files: { limit: 1024 * 1024 },
  backfill: 'matrix',
  recoverMissedSchedules: 'ALL',
  webhooks: 'workflow_dispatch',
  kv: 'auto',
  cloud: {},
  deploy: 'none',
  branches: [],
  prices: { runners: {}, freeMinutes: 2000 },
  allowHttp: [],
  strict: false,
};

const start = { offset: 0, line: 1, column: 1 };
/** For tests: places are not asked for. */
export const nowhere: PlanContext = { rangeOf: () => ({ start, end: start }), positionIn: () => start };

const head = {
  title: 'Toy',
  properties: Type.Object({}),
  outputs: Type.Object({}),
  examples: [],
  run: () => Promise.resolve({}),
};
const definitions: Readonly<Record<string, PluginDefinition>> = {
  'toy.Log': defineTask({ ...head, type: 'toy.Log' }),
  'toy.Unsupported': defineTask({
    ...head,
    type: 'toy.Unsupported',
    github: { supported: false, reason: 'it needs somebody at the screen' },
  }),
  'toy.Schedule': defineTrigger({
    ...head,
    type: 'toy.Schedule',
    variables: Type.Object({}),
    toWorkflow: () => ({ schedule: [{ cron: '0 9 1 * *' }] }),
  }),
};

/** For tests: knows `toy.Log`, `toy.Unsupported` and `toy.Schedule`. */
export const toyRegistry: PluginRegistry = {
  resolve: (name) => {
    const definition = definitions[name];
    return definition === undefined ? undefined : { type: name, kind: definition.kind };
  },
  addresses: () => ({}),
  names: () => Object.values(definitions).map(({ type, kind }) => ({ type, kind })),
  describe: (type) => Promise.reject(new Error(`${type} is a toy`)),
  load: (type) => {
    const definition = definitions[type];
    return definition === undefined ? Promise.reject(new Error(`unknown type ${type}`)) : Promise.resolve(definition);
  },
};
