import { TaskError } from '../../../contract/errors.ts';
import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';
import { renderText, renderTextMap } from '../../../plugin-kit/render-text.ts';

const pair = Type.Object({ key: Type.String(), value: Type.String() }, { additionalProperties: false });

/** Adds labels to the running execution. */
export const labels = defineTask({
  type: 'io.kestra.plugin.core.execution.Labels',
  aliases: ['io.kestra.core.tasks.executions.Labels'],
  title: 'Add labels to the execution, or change them.',
  description: 'Later labels win. Names that begin with `system.` are reserved, and refused.',
  properties: Type.Object({
    labels: selfRendered(
      Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Array(pair), Type.String()], {
        description: 'The labels: a map, a list of `{key, value}`, or JSON text of a map.',
      }),
    ),
  }),
  outputs: noOutputs,
  examples: [
    {
      title: 'Say what an execution works on',
      code: `id: labelled
namespace: company.team
inputs:
  - id: taxi
    type: STRING
    defaults: green
tasks:
  - id: set_label
    type: io.kestra.plugin.core.execution.Labels
    labels:
      taxi: "{{ inputs.taxi }}"
      file: "{{ inputs.taxi }}_tripdata.csv"
`,
    },
  ],
  async run(properties, context) {
    const rendered = Array.isArray(properties.labels)
      ? await Promise.all(
          properties.labels.map(
            async ({ key, value }) => [await renderText(context, key), await renderText(context, value)] as const,
          ),
        )
      : await renderTextMap(context, 'labels', properties.labels);
    const added = Object.fromEntries(rendered);
    checkLabels(added);
    context.addLabels(added);
    return {};
  },
});

function checkLabels(added: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(added)) {
    if (key.startsWith('system.')) {
      throw new TaskError('SYSTEM_LABEL', `labels: "system." is reserved, got ${key}=${value}`, {
        retryable: false,
        hint: 'Choose a name that does not begin with "system.".',
      });
    }
    if (key !== '' && value !== '') continue;
    throw new TaskError('EMPTY_LABEL', `labels: expected a name and a value, got "${key}"="${value}"`, {
      retryable: false,
      hint: 'Give every label a value, or leave it out.',
    });
  }
}
