import { defineFlowable } from '../../../contract/flowable.ts';
import { selfRendered, taskCases, taskList, Type } from '../../../contract/schema.ts';

/** Runs the tasks of one case, by a value. Named so because `switch` is a word of the language. */
export const switchCase = defineFlowable({
  type: 'io.kestra.plugin.core.flow.Switch',
  aliases: ['io.kestra.core.tasks.flows.Switch'],
  title: 'Run one of several lists of tasks, by a value.',
  description:
    'The value is rendered and compared, as a text, with the names of the cases; where none is the same, `defaults` run. ' +
    'Without `defaults` nothing runs, and the task succeeds.',
  properties: Type.Object({
    value: selfRendered(
      Type.Union([Type.String(), Type.Boolean(), Type.Number()], {
        description: 'What is compared, e.g. `{{ inputs.taxi }}`.',
      }),
    ),
    cases: Type.Optional(taskCases({ description: 'Lists of tasks by value.' })),
    defaults: Type.Optional({ ...taskList({ description: 'Tasks for a value that no case has.' }), minItems: 1 }),
  }),
  outputs: Type.Object({
    value: Type.String({ description: 'What the value rendered to.' }),
    defaults: Type.Boolean({ description: 'True where no case had the value.' }),
  }),
  examples: [
    {
      title: 'Three ways',
      code: `id: by_format
namespace: company.team
inputs:
  - id: format
    type: SELECT
    values: [csv, parquet, json]
    defaults: csv
tasks:
  - id: choose
    type: io.kestra.plugin.core.flow.Switch
    value: "{{ inputs.format }}"
    cases:
      csv:
        - id: read_csv
          type: io.kestra.plugin.core.log.Log
          message: Reading CSV
      parquet:
        - id: read_parquet
          type: io.kestra.plugin.core.log.Log
          message: Reading Parquet
    defaults:
      - id: unknown
        type: io.kestra.plugin.core.log.Log
        message: "{{ inputs.format }} is new to me"
`,
    },
  ],
  async run({ value: template, cases = {}, defaults = [] }, scope) {
    // A resume must follow the case that was taken, even if the value (a clock, a KV pair) would be another now.
    const value = recordedValue(scope.recordedOutputs) ?? (await scope.render(String(template)));
    const tasks = Object.hasOwn(cases, value) ? cases[value] : undefined;
    const outputs = { value, defaults: tasks === undefined };
    scope.setOutputs(outputs);
    return { state: await scope.sequence(tasks ?? defaults), outputs };
  },
});

function recordedValue(outputs: unknown): string | undefined {
  if (typeof outputs !== 'object' || outputs === null || !('value' in outputs)) return undefined;
  return typeof outputs.value === 'string' ? outputs.value : undefined;
}
