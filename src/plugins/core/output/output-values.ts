import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { isMap, type Value } from '../../../util/values.ts';

/** Makes values outputs of a task. */
export const outputValues = defineTask({
  type: 'io.kestra.plugin.core.output.OutputValues',
  title: 'Make values outputs.',
  description:
    'Numbers, booleans, lists and maps stay what they are; a template always gives text. Entries that are null are left out.',
  properties: Type.Object({
    values: selfRendered(Type.Record(Type.String(), Type.Unknown(), { description: 'The values, by name.' })),
  }),
  outputs: Type.Object({
    values: Type.Record(Type.String(), Type.Unknown(), { description: 'The values, rendered.' }),
  }),
  examples: [
    {
      title: 'Hand several values on',
      code: `id: values
namespace: company.team
tasks:
  - id: settings
    type: io.kestra.plugin.core.output.OutputValues
    values:
      table: "trips_{{ execution.id }}"
      batch: 500
      columns: [id, price]
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.settings.values.table }}: {{ outputs.settings.values.batch }}"
`,
    },
  ],
  async run({ values }, context) {
    const rendered = withoutNulls(await context.renderValue(values as Value));
    return { outputs: { values: isMap(rendered) ? rendered : {} } };
  },
});

function withoutNulls(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMap(value)) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== null);
  return Object.fromEntries(entries.map(([key, entry]) => [key, withoutNulls(entry)]));
}
