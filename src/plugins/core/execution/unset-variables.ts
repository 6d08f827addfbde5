import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';
import { isMap, newMap, type ValueMap } from '../../../util/values.ts';

/** Removes variables of the running execution. */
export const unsetVariables = defineTask({
  type: 'io.kestra.plugin.core.execution.UnsetVariables',
  title: 'Remove variables of the execution, for the tasks behind this one.',
  properties: Type.Object({
    variables: Type.Array(Type.String(), { description: 'Names; `a.b` is the entry `b` of the map `a`.' }),
    ignoreMissing: Type.Optional(
      Type.Boolean({
        description:
          'Say nothing of a variable that there is none of. Else that is a warning in the log, and a failure where the map of ' +
          '`a.b` is missing.',
        default: false,
      }),
    ),
  }),
  outputs: noOutputs,
  examples: [
    {
      title: 'Forget a variable',
      code: `id: unset_token
namespace: company.team
variables:
  token: none
tasks:
  - id: unset
    type: io.kestra.plugin.core.execution.UnsetVariables
    variables: [token]
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ vars.token ?? 'gone' }}"
`,
    },
  ],
  async run({ variables, ignoreMissing = false }, context) {
    const missing: string[] = [];
    context.control.updateVariables((current) => {
      let changed: ValueMap = Object.assign(newMap(), current);
      for (const name of variables) changed = without(changed, name, name.split('.'), ignoreMissing, missing);
      return changed;
    });
    // A real server ends as SUCCESS here, and says nothing.
    if (!ignoreMissing) for (const name of missing) context.log.warn(`there is no variable ${name} to remove`);
    return {};
  },
});

function without(
  map: Readonly<ValueMap>,
  name: string,
  [first = '', ...rest]: readonly string[],
  ignoreMissing: boolean,
  missing: string[],
): ValueMap {
  const copy: ValueMap = Object.assign(newMap(), map);
  const inner = Object.hasOwn(map, first) ? map[first] : undefined;
  if (rest.length === 0) {
    if (inner === undefined) missing.push(name);
    delete copy[first];
  } else if (isMap(inner)) {
    copy[first] = without(inner, name, rest, ignoreMissing, missing);
  } else if (!ignoreMissing) {
    throw new TaskError('VARIABLE_NOT_FOUND', `variables: expected a map ${first} to remove ${name} from, found none`, {
      retryable: false,
      hint: 'Check the name, or set ignoreMissing: true.',
    });
  }
  return copy;
}
