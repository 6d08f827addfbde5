import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { callLabels } from '../../../plugin-kit/call-labels.ts';
import { callProperties } from '../../../plugin-kit/call-properties.ts';
import { calledFlowFailed, callerState } from '../../../plugin-kit/call-result.ts';
import { isMap, newMap, type Value } from '../../../util/values.ts';

/** Starts an execution of another flow. */
export const subflow = defineTask({
  type: 'io.kestra.plugin.core.flow.Subflow',
  aliases: ['io.kestra.core.tasks.flows.Subflow', 'io.kestra.core.tasks.flows.Flow'],
  title: 'Start another flow, and wait for its end.',
  description:
    'The flow is looked up in `flows/` and `subflows/` of the project. Its execution has a record of its own; its declared ' +
    'outputs are `outputs.<task>.outputs`. It sees `trigger.executionId`, `trigger.namespace` and `trigger.flowId` of this one. ' +
    'When this execution is killed, so is that one; `wait: false` lets it run on beside, and the process ends with the last of them. ' +
    'A call that cannot begin (no such flow, an input missing or wrong) fails this execution whatever `allowFailure` says, and its `errors` do not run.',
  properties: Type.Object(callProperties),
  outputs: Type.Object({
    executionId: Type.String({ description: 'Id of the execution.' }),
    state: Type.String({ description: 'Its end state; CREATED where nobody waited.' }),
    outputs: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description: "The flow's declared outputs." })),
  }),
  interrupted: 'reattach',
  examples: [
    {
      title: 'Call a flow and use its output',
      code: `id: caller
namespace: company.team
tasks:
  - id: clean
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
    flowId: clean_rows
    inputs:
      table: trips
    labels:
      origin: caller
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.clean.outputs.rows }} rows"
`,
    },
  ],
  async run(properties, context) {
    const { namespace, flowId, revision, inputs, wait = true, transmitFailed = true } = properties;
    const given: Value = await context.renderValue((inputs ?? {}) as Value);
    const call = await context.callFlow({
      namespace,
      flowId,
      ...(revision === undefined ? {} : { revision }),
      inputs: isMap(given) ? given : newMap(),
      labels: callLabels(properties, context.variables),
      onRestart: properties.restartBehavior === 'NEW_EXECUTION' ? 'new' : 'continue',
      wait,
    });
    context.log.info(`started ${namespace}.${flowId} as execution ${call.executionId}`);
    if (!wait) return { outputs: { executionId: call.executionId, state: 'CREATED' } };
    const called = await call.ended;
    const outputs = {
      executionId: called.id,
      state: called.state,
      ...(Object.keys(called.outputs).length === 0 ? {} : { outputs: called.outputs }),
    };
    if (!transmitFailed) return { outputs };
    const state = callerState([called.state]);
    if (state === 'FAILED') throw calledFlowFailed(`${namespace}.${flowId}`, called, outputs);
    return { outputs, state };
  },
});
