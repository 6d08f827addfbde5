import { TaskError } from '../contract/errors.ts';
import type { Flow, TaskNode } from '../contract/flow.ts';
import type { PluginRegistry, PluginType } from '../contract/registry.ts';
import { Type } from '../contract/schema.ts';
import { defineTask, type TaskDefinition } from '../contract/task.ts';
import type { ValueMap } from '../util/values.ts';
import type { TaskFixture } from './suite.ts';

/** The type that the record shows for a task which a fixture stands for. */
export const FIXTURE_TYPE = 'gitphony.test.Fixture';

/** Fixtures by task id, ready to be answered: outputs rendered. */
export type ReadyFixtures = ReadonlyMap<string, TaskFixture>;

/**
 * The flow with tasks replaced by their fixtures. Whatever is around them stays: conditions, loops, `allowFailure`. A
 * fixture is not tried again, and children of a replaced flowable do not run.
 */
export function replaceTasks(flow: Flow, fixtures: ReadyFixtures): Flow {
  const replaceAll = (tasks: readonly TaskNode[]): TaskNode[] => tasks.map(replace);
  const replace = (node: TaskNode): TaskNode => {
    const fixture = fixtures.get(node.id);
    if (fixture !== undefined) return fixtureNode(node, fixture);
    const children = Object.entries(node.children).map(([name, tasks]) => [name, replaceAll(tasks)] as const);
    return {
      ...node,
      children: Object.fromEntries(children),
      errors: replaceAll(node.errors),
      finally: replaceAll(node.finally),
    };
  };
  return {
    ...flow,
    tasks: replaceAll(flow.tasks),
    errors: replaceAll(flow.errors),
    finally: replaceAll(flow.finally),
    afterExecution: replaceAll(flow.afterExecution),
  };
}

function fixtureNode(node: TaskNode, { state }: TaskFixture): TaskNode {
  const { retry: _retry, timeout: _timeout, inputs: _inputs, ...rest } = node;
  return {
    ...rest,
    ...(state === 'SKIPPED' ? { runIf: 'false' } : {}),
    type: FIXTURE_TYPE,
    properties: {},
    children: {},
    errors: [],
    finally: [],
    runners: {},
  };
}

/** A registry that knows fixtures beside everything else. */
export function withFixtures(registry: PluginRegistry, fixtures: ReadyFixtures): PluginRegistry {
  const definition = fixtureDefinition(fixtures);
  return {
    names: () => registry.names(),
    addresses: () => registry.addresses(),
    resolve: (name) => (name === FIXTURE_TYPE ? { type: FIXTURE_TYPE, kind: 'task' } : registry.resolve(name)),
    describe: async (type) => (type === FIXTURE_TYPE ? fixtureType : registry.describe(type)),
    load: async (type) => (type === FIXTURE_TYPE ? definition : registry.load(type)),
  };
}

const fixtureType: PluginType = {
  type: FIXTURE_TYPE,
  kind: 'task',
  aliases: [],
  schema: { type: 'object', properties: {} },
  validateAuthored: () => [],
  validateRendered: () => [],
};

function fixtureDefinition(fixtures: ReadyFixtures): TaskDefinition {
  return defineTask({
    type: FIXTURE_TYPE,
    title: 'Stands for a task in a unit test.',
    properties: Type.Object({}),
    outputs: Type.Object({}),
    examples: [],
    async run(_properties, { taskRun, log }) {
      const fixture = fixtures.get(taskRun.taskId);
      if (fixture === undefined) throw new Error(`the task ${taskRun.taskId} has no fixture`);
      const outputs: ValueMap = fixture.outputs;
      if (fixture.state === 'FAILED') {
        const message = fixture.description ?? 'the fixture of this task says FAILED';
        throw new TaskError('FIXTURE', message, { outputs, retryable: false });
      }
      log.debug('a fixture of the test stands for this task');
      return { outputs, state: fixture.state === 'WARNING' ? 'WARNING' : 'SUCCESS' };
    },
  });
}
