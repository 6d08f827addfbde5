import { CallFailure, defineFunction } from '../../contract/expression.ts';
import { isMap, ownEntry, type Value } from '../../util/values.ts';
import { javaText } from '../runtime/text.ts';

/** The values of the loops around, from the outermost to the task's own. */
function loopValues(parents: Value | undefined, taskrun: Value | undefined): string[] {
  const runs = (Array.isArray(parents) ? [...parents].reverse() : []).map((parent) =>
    isMap(parent) ? ownEntry(parent, 'taskrun') : undefined,
  );
  return [...runs, taskrun].flatMap((run) => {
    const value = isMap(run) ? ownEntry(run, 'value') : undefined;
    return value === undefined || value === null ? [] : [javaText(value)];
  });
}

export const currentEachOutputFunction = defineFunction({
  name: 'currentEachOutput',
  doc: 'The outputs of the current iteration, out of the outputs of a task in loops.',
  arguments: [{ name: 'outputs', doc: 'outputs.<task>.' }],
  run(args, call) {
    const outputs = args['outputs'];
    if (outputs === undefined || !isMap(outputs)) throw new CallFailure("expected a map as the argument 'outputs'");
    let current: Value = outputs;
    for (const step of loopValues(call.variable('parents'), call.variable('taskrun'))) {
      current = isMap(current) ? (ownEntry(current, step) ?? null) : null;
    }
    return current;
  },
});
