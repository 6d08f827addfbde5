import type { ExitState } from '../../../contract/execution-control.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';

/** Kestra spells one of them in its own way here. */
const states: Readonly<Record<'SUCCESS' | 'WARNING' | 'FAILED' | 'KILLED' | 'CANCELED', ExitState>> = {
  SUCCESS: 'SUCCESS',
  WARNING: 'WARNING',
  FAILED: 'FAILED',
  KILLED: 'KILLED',
  CANCELED: 'CANCELLED',
};

/** Ends the execution. */
export const exit = defineTask({
  type: 'io.kestra.plugin.core.execution.Exit',
  title: 'End the execution in a state of your choice.',
  description:
    'No task begins any more, and neither `errors` nor `finally` run, whatever the state; `afterExecution` does. ' +
    'Tasks beside it come to their end, but for KILLED, which stops them.',
  properties: Type.Object({
    state: Type.Optional(
      Type.Union(
        [
          Type.Literal('SUCCESS'),
          Type.Literal('WARNING'),
          Type.Literal('FAILED'),
          Type.Literal('KILLED'),
          Type.Literal('CANCELED'),
        ],
        { description: 'The state of the execution, of this task and of the blocks around it.', default: 'SUCCESS' },
      ),
    ),
  }),
  outputs: noOutputs,
  examples: [
    {
      title: 'Nothing to do, nothing done',
      code: `id: leave_early
namespace: company.team
inputs:
  - id: rows
    type: INT
    defaults: 0
tasks:
  - id: anything
    type: io.kestra.plugin.core.flow.If
    condition: "{{ inputs.rows == 0 }}"
    then:
      - id: leave
        type: io.kestra.plugin.core.execution.Exit
        state: WARNING
  - id: work
    type: io.kestra.plugin.core.log.Log
    message: "{{ inputs.rows }} rows"
`,
    },
  ],
  async run({ state = 'SUCCESS' }, context) {
    context.control.exit(states[state]);
    return {};
  },
});
