import type { FlowableScope } from '../../src/contract/flowable.ts';
import type { LoopTurns } from '../../src/contract/loop-turns.ts';
import type { TaskNode } from '../../src/contract/flow.ts';
import type { PauseEnd, PauseRequest } from '../../src/contract/pause.ts';
import type { TerminalState } from '../../src/contract/states.ts';
import type { Value, ValueMap } from '../../src/util/values.ts';
import { createRunContext, type RunTaskOptions, type TaskScene } from './run-task.ts';

/** A flowable's scope whose children only write down that they ran. */
export interface ToyScope extends FlowableScope {
  readonly ran: string[];
  readonly recorded: Value[];
}

/** What a toy scope's children are, and how they end. */
export interface ToyScopeOptions extends RunTaskOptions {
  readonly children: Readonly<Record<string, readonly string[]>>;
  /** Tasks that do not end in SUCCESS. */
  readonly states?: Readonly<Record<string, TerminalState>>;
  readonly recordedOutputs?: Value;
  /** How a pause ends; default: its time is over. */
  readonly pauseEnd?: (request: PauseRequest) => PauseEnd;
}

/** Makes a scope for a flowable under test; `sequence` stops at the first failure, as the engine's does. */
export function createToyScope(scene: TaskScene, options: ToyScopeOptions): ToyScope {
  const ran: string[] = [];
  const recorded: Value[] = [];
  const innerOutputs = new Map<string, ValueMap>();
  const children = Object.fromEntries(
    Object.entries(options.children).map(([name, ids]) => [name, ids.map((id) => toyNode(id))]),
  );
  return {
    ...createRunContext(scene, options),
    node: { ...toyNode('block'), children },
    ran,
    recorded,
    recordedOutputs: options.recordedOutputs,
    setOutputs: (outputs) => void recorded.push(outputs),
    async sequence(tasks) {
      for (const task of tasks) {
        ran.push(task.id);
        const state = options.states?.[task.id] ?? 'SUCCESS';
        if (state !== 'SUCCESS') return state;
      }
      return 'SUCCESS';
    },
    outputsOf: (taskId) => innerOutputs.get(taskId) ?? {},
    cacheDirectory: undefined,
    sharedDirectory: async () => scene.workingDirectory,
    pause: async (request) => options.pauseEnd?.(request) ?? { by: 'time', pausedAt: 0 },
    async innerTask(id, definition) {
      ran.push(id);
      const { outputs, state = 'SUCCESS' } = await definition.run({}, createRunContext(scene, options));
      if (outputs !== undefined) {
        innerOutputs.set(id, outputs as ValueMap);
        recorded.push(outputs as Value);
      }
      return state;
    },
    parallel: (branches) => Promise.all(branches.map((branch) => branch())),
    turns: toyTurns,
  };
}

/** Loops are tested with the engine. */
const toyTurns: LoopTurns = {
  keepOnly: () => undefined,
  wait: async () => undefined,
  isolate: (_iteration, variables) => ({ variables, run: async () => 'SUCCESS' }),
  convert: (_type, value) => value,
};

function toyNode(id: string): TaskNode {
  return { id, type: 'toy', properties: {}, children: {}, errors: [], finally: [], runners: {}, path: ['tasks', 0] };
}
