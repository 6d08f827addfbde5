import { setTimeout as sleep } from 'node:timers/promises';
import { TaskError } from '../../src/contract/errors.ts';
import { defineFlowable, worstState } from '../../src/contract/flowable.ts';
import { fixed, taskList, Type } from '../../src/contract/schema.ts';
import type { TerminalState } from '../../src/contract/states.ts';
import { defineTask } from '../../src/contract/task.ts';

const none = Type.Object({});

/** Writes a line to the log. */
export const toyLog = defineTask({
  type: 'toy.Log',
  title: 'Log.',
  properties: Type.Object({ message: Type.String() }),
  outputs: none,
  examples: [],
  async run({ message }, context) {
    context.log.info(message);
    return {};
  },
});

/** Answers its value. */
export const toyReturn = defineTask({
  type: 'toy.Return',
  title: 'Return.',
  properties: Type.Object({ value: Type.String() }),
  outputs: Type.Object({ value: Type.String() }),
  examples: [],
  run: async ({ value }) => ({ outputs: { value } }),
});

/** Fails where `when` is true (default). */
export const toyFail = defineTask({
  type: 'toy.Fail',
  title: 'Fail.',
  properties: Type.Object({
    when: Type.Optional(Type.Boolean({ default: true })),
    message: Type.Optional(Type.String({ default: 'it broke' })),
  }),
  outputs: Type.Object({ reached: Type.Integer() }),
  examples: [],
  async run({ when, message = '' }) {
    if (when === true) throw new TaskError('TOY', message, { outputs: { reached: 7 }, hint: 'mend it' });
    return { outputs: { reached: 8 } };
  },
});

/** Waits; ends when it is told to stop, unless it is `deaf`. */
export const toySleep = defineTask({
  type: 'toy.Sleep',
  title: 'Sleep.',
  properties: Type.Object({
    milliseconds: Type.Number(),
    deaf: Type.Optional(Type.Boolean()),
  }),
  outputs: none,
  examples: [],
  async run({ milliseconds, deaf }, context) {
    await sleep(milliseconds, undefined, deaf === true ? {} : { signal: context.signal });
    return {};
  },
});

/** Children one after another. */
export const toySequential = defineFlowable({
  type: 'toy.Sequential',
  title: 'Sequential.',
  properties: Type.Object({ tasks: taskList({ description: 'Tasks.' }) }),
  outputs: none,
  examples: [],
  run: async ({ tasks }, scope) => ({ state: await scope.sequence(tasks) }),
});

/** Each child is a branch. */
export const toyParallel = defineFlowable({
  type: 'toy.Parallel',
  title: 'Parallel.',
  properties: Type.Object({ tasks: taskList({ description: 'Tasks.' }), limit: Type.Optional(Type.Integer()) }),
  outputs: none,
  examples: [],
  async run({ tasks, limit }, scope) {
    const states = await scope.parallel(
      tasks.map((task) => () => scope.sequence([task])),
      limit === undefined ? {} : { limit },
    );
    return { state: worstState(states) };
  },
});

/** Children once for each value. */
export const toyEach = defineFlowable({
  type: 'toy.Each',
  title: 'Each.',
  properties: Type.Object({ values: fixed(Type.Array(Type.String())), tasks: taskList({ description: 'Tasks.' }) }),
  outputs: none,
  examples: [],
  async run({ values, tasks }, scope) {
    const states: TerminalState[] = [];
    for (const [iteration, value] of values.entries()) states.push(await scope.sequence(tasks, { value, iteration }));
    return { state: worstState(states) };
  },
});

/** All of them. */
export const toyTypes = [toyLog, toyReturn, toyFail, toySleep, toySequential, toyParallel, toyEach];
