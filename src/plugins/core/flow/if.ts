// oxlint-disable unicorn/no-thenable -- `then` is the name of the property in the flow language; these objects are never awaited.
import { defineFlowable } from '../../../contract/flowable.ts';
import { selfRendered, taskList, Type } from '../../../contract/schema.ts';
import { isTruthy } from '../../../plugin-kit/is-truthy.ts';

/** Runs `then` or `else`, by a condition. Named so because `if` is a word of the language. */
export const ifElse = defineFlowable({
  type: 'io.kestra.plugin.core.flow.If',
  aliases: ['io.kestra.core.tasks.flows.If'],
  title: 'Run one list of tasks or another, by a condition.',
  description:
    'The condition is rendered; `false`, `0`, `-0` and an empty text take `else`, everything else takes `then`. ' +
    'A condition that cannot be rendered fails the task: neither branch runs.',
  properties: Type.Object({
    condition: selfRendered(
      Type.Union([Type.String(), Type.Boolean(), Type.Number()], {
        description: "The condition, e.g. `{{ inputs.taxi == 'green' }}`.",
      }),
    ),
    then: { ...taskList({ description: 'Tasks for a true condition.' }), minItems: 1 },
    else: Type.Optional(taskList({ description: 'Tasks for a false condition.' })),
  }),
  outputs: Type.Object({
    evaluationResult: Type.Boolean({ description: 'What the condition came to.' }),
  }),
  examples: [
    {
      title: 'Choose by an input',
      code: `id: choose
namespace: company.team
inputs:
  - id: taxi
    type: SELECT
    values: [yellow, green]
    defaults: yellow
tasks:
  - id: by_colour
    type: io.kestra.plugin.core.flow.If
    condition: "{{ inputs.taxi == 'green' }}"
    then:
      - id: green
        type: io.kestra.plugin.core.log.Log
        message: A green taxi
    else:
      - id: yellow
        type: io.kestra.plugin.core.log.Log
        message: A yellow taxi
`,
    },
  ],
  async run({ condition }, scope) {
    // A resume must follow the branch that was taken, even if the condition (a clock, a KV pair) would answer otherwise now.
    const evaluationResult = recordedResult(scope.recordedOutputs) ?? isTruthy(await scope.render(String(condition)));
    scope.setOutputs({ evaluationResult });
    const branch = scope.node.children[evaluationResult ? 'then' : 'else'] ?? [];
    return { state: await scope.sequence(branch), outputs: { evaluationResult } };
  },
});

function recordedResult(outputs: unknown): boolean | undefined {
  if (typeof outputs !== 'object' || outputs === null || !('evaluationResult' in outputs)) return undefined;
  return typeof outputs.evaluationResult === 'boolean' ? outputs.evaluationResult : undefined;
}
