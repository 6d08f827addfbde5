import { fixed, Type } from '../../../contract/schema.ts';
import { isTerminal } from '../../../contract/states.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { stateName } from '../../../plugin-kit/state-name.ts';
import { newMap, type ValueMap } from '../../../util/values.ts';

/** Kestra's Flow trigger: runs a flow after an execution of another one. */
export const flow = defineTrigger({
  type: 'io.kestra.plugin.core.trigger.Flow',
  aliases: ['io.kestra.core.models.triggers.types.Flow'],
  title: 'Runs the flow after an execution of another flow.',
  description:
    'All `conditions` must hold for that execution. Locally: `gitphony run FLOW --trigger ID --execution EXECUTION`. Templates see `trigger.executionId`, `trigger.namespace`, `trigger.flowId`, `trigger.state`, `trigger.outputs`.',
  github: { supported: false, reason: 'no workflow tells another one yet that its flow ended' },
  properties: Type.Object(
    {
      states: Type.Optional(
        fixed(
          Type.Array(stateName('A state of an execution.'), {
            description:
              'The states of the other execution after which this flow runs. Default: every state that ends one, and PAUSED.',
          }),
        ),
      ),
    },
    { 'x-about': 'execution' },
  ),
  variables: Type.Object({
    executionId: Type.String({ description: 'The id of the execution that ended.' }),
    namespace: Type.String({ description: 'The namespace of its flow.' }),
    flowId: Type.String({ description: 'The id of its flow.' }),
    flowRevision: Type.Union([Type.Integer(), Type.String()], { description: 'The revision of its flow.' }),
    state: Type.String({ description: 'The state it ended in.' }),
    outputs: Type.Record(Type.String(), Type.Unknown(), { description: 'The outputs of its flow.' }),
    executionLabels: Type.Record(Type.String(), Type.String(), { description: 'Its labels.' }),
  }),
  examples: [
    {
      title: 'After a flow that loads data succeeded, with an output of it',
      code: `id: report
namespace: company.team
inputs:
  - id: rows
    type: INT
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ trigger.flowId }} loaded {{ inputs.rows }} rows"
triggers:
  - id: after_load
    type: io.kestra.plugin.core.trigger.Flow
    states: [SUCCESS]
    inputs:
      rows: "{{ trigger.outputs.rows }}"
    conditions:
      - type: io.kestra.plugin.core.condition.ExecutionFlow
        namespace: company.team
        flowId: load
`,
    },
  ],
  toWorkflow: () => ({}),
  fromExecution(execution, { states }, node) {
    const { current } = execution.state;
    const waitedFor = states === undefined ? isTerminal(current) || current === 'PAUSED' : states.includes(current);
    if (!waitedFor) return undefined;
    const { id, namespace, flowId, flowRevision, outputs, labels } = execution;
    const executionLabels: ValueMap = Object.assign(newMap(), labels);
    const variables: ValueMap = Object.assign(newMap(), {
      executionId: id,
      namespace,
      flowId,
      flowRevision,
      state: current,
      outputs,
      executionLabels,
    });
    return { id: node.id, type: node.type, variables };
  },
});
