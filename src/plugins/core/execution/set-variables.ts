import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { mergeMaps } from '../../../plugin-kit/merge-maps.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';
import { parseJson } from '../../../util/json.ts';
import { isMap, type Value, type ValueMap } from '../../../util/values.ts';

/** Sets variables of the running execution. */
export const setVariables = defineTask({
  type: 'io.kestra.plugin.core.execution.SetVariables',
  title: 'Set variables of the execution, for the tasks behind this one.',
  description: 'They are rendered once, here. Maps are merged into maps of the same name; anything else is replaced.',
  properties: Type.Object({
    variables: selfRendered(
      Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.String()], {
        description: 'The variables: a map, or a template that renders to the JSON text of one.',
      }),
    ),
    overwrite: Type.Optional(
      Type.Boolean({ description: 'Whether a variable that is there may change; else the task fails.', default: true }),
    ),
  }),
  outputs: noOutputs,
  examples: [
    {
      title: 'A variable that depends on an input',
      code: `id: set_table
namespace: company.team
variables:
  schema: staging
inputs:
  - id: taxi
    type: STRING
    defaults: green
tasks:
  - id: table
    type: io.kestra.plugin.core.execution.SetVariables
    variables:
      table: "{{ inputs.taxi }}_trips"
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ vars.schema }}.{{ vars.table }}"
`,
    },
  ],
  async run({ variables, overwrite = true }, context) {
    const added = await readVariables(variables as Value, context);
    context.control.updateVariables((current) => {
      const taken = Object.keys(added).filter((name) => Object.hasOwn(current, name));
      if (!overwrite && taken.length > 0) {
        throw new TaskError(
          'VARIABLES_EXIST',
          `\`overwrite\` is set to false and the following variables already exist: ${taken.join(',')}`,
          { retryable: false, hint: 'Choose other names, or leave overwrite out.' },
        );
      }
      return mergeMaps(current, added);
    });
    return {};
  },
});

async function readVariables(given: Value, context: RunContext): Promise<ValueMap> {
  const rendered = await context.renderValue(given);
  const value = typeof rendered === 'string' ? parsed(rendered) : rendered;
  if (isMap(value)) return value;
  throw notAMap();
}

function parsed(text: string): Value {
  try {
    return parseJson(text);
  } catch (cause) {
    throw notAMap(cause);
  }
}

function notAMap(cause?: unknown): TaskError {
  return new TaskError('VARIABLES_INVALID', 'variables: expected a map, or the JSON text of one', {
    retryable: false,
    hint: 'Write variables as a YAML map.',
    ...(cause === undefined ? {} : { cause }),
  });
}
