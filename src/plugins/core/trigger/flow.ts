import { UsageError } from '../../../contract/errors.ts';
import type { TriggerNode } from '../../../contract/flow.ts';
import { durationText, fixed, Type } from '../../../contract/schema.ts';
import { isTerminal } from '../../../contract/states.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { stateName } from '../../../plugin-kit/state-name.ts';
import {
  dependency,
  filterFault,
  preconditionFlow,
  type UpstreamSpec,
  upstreamCondition,
  upstreamWindow,
  whereClause,
} from '../../../plugin-kit/upstream-conditions.ts';
import { newMap, type ValueMap } from '../../../util/values.ts';

/** Kestra's Flow trigger: runs a flow after an execution of another one. */
export const flow = defineTrigger({
  type: 'io.kestra.plugin.core.trigger.Flow',
  aliases: ['io.kestra.core.models.triggers.types.Flow'],
  title: 'Runs the flow after an execution of another flow.',
  description:
    'All `conditions`, `preconditions` and `dependsOn` must hold for that execution. On GitHub the workflow of the other flow starts this one when it ends. Locally: `gitphony run FLOW --trigger ID --execution EXECUTION`. Templates see `trigger.executionId`, `trigger.namespace`, `trigger.flowId`, `trigger.state`, `trigger.outputs`.',
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
      preconditions: Type.Optional(
        fixed(
          Type.Object(
            {
              id: Type.String({ minLength: 1, description: 'A name for what is remembered, unique in the flow.' }),
              description: Type.Optional(Type.String({ description: 'What it waits for, for readers.' })),
              flows: Type.Optional(
                Type.Array(preconditionFlow, { description: 'Each must have ended so, in the window.' }),
              ),
              where: Type.Optional(
                Type.Array(whereClause, { description: 'Each must have been met by an execution, in the window.' }),
              ),
              timeWindow: Type.Optional(upstreamWindow),
              resetOnSuccess: Type.Optional(
                Type.Boolean({ default: true, description: 'Forget what came true once all did.' }),
              ),
            },
            { additionalProperties: false, description: 'What all must have happened before this flow runs.' },
          ),
        ),
      ),
      dependsOn: Type.Optional(
        fixed(Type.Array(dependency, { minItems: 1, description: "Kestra 2.0's name for `preconditions.flows`." })),
      ),
      window: Type.Optional(
        fixed(
          Type.Object(
            {
              every: Type.Optional(
                durationText({ description: 'The length of windows, one behind the other. Default: P1D.' }),
              ),
              deadline: Type.Optional(
                Type.String({ description: 'A time of the day such as `09:00`: the window is from midnight on.' }),
              ),
            },
            { additionalProperties: false, description: 'The time in which all of `dependsOn` must have come true.' },
          ),
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
    {
      title: 'Once both loads of a day have succeeded before nine',
      code: `id: daily_report
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Both are there, last {{ trigger.flowId }}"
triggers:
  - id: both_loaded
    type: io.kestra.plugin.core.trigger.Flow
    preconditions:
      id: loads
      timeWindow:
        type: DAILY_TIME_DEADLINE
        deadline: "09:00:00"
      flows:
        - namespace: company.team
          flowId: load_yellow
          states: [SUCCESS]
        - namespace: company.team
          flowId: load_green
          states: [SUCCESS]
`,
    },
  ],
  toWorkflow: () => ({}),
  impliedConditions({ preconditions, dependsOn, window }, node) {
    const specs: UpstreamSpec[] = [];
    if (preconditions !== undefined) {
      const { id, flows = [], where = [], timeWindow, resetOnSuccess } = preconditions;
      refuseWrongFilters(where, node);
      specs.push({ id, flows, where, timeWindow, resetOnSuccess, path: [...node.path, 'preconditions'] });
    }
    if (dependsOn !== undefined) {
      specs.push({
        id: 'dependsOn',
        flows: dependsOn,
        where: [],
        timeWindow: windowOf(window),
        resetOnSuccess: undefined,
        path: [...node.path, 'dependsOn'],
      });
    }
    return specs.flatMap((spec) => upstreamCondition(spec) ?? []);
  },
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

function windowOf(window: { every?: string; deadline?: string } | undefined): UpstreamSpec['timeWindow'] {
  if (window === undefined) return undefined;
  const { every, deadline } = window;
  if (deadline !== undefined) return { type: 'DAILY_TIME_DEADLINE', deadline };
  return { type: 'DURATION_WINDOW', ...(every === undefined ? {} : { window: every }) };
}

function refuseWrongFilters(where: UpstreamSpec['where'], node: TriggerNode): void {
  for (const { id, filters } of where) {
    const fault = filters.map(filterFault).find((found) => found !== undefined);
    if (fault === undefined) continue;
    throw new UsageError('CONDITION_INCOMPLETE', `trigger "${node.id}", preconditions.where "${id}": ${fault}`, {
      hint: 'FLOW_ID and STATE: EQUAL_TO, NOT_EQUAL_TO, IN, NOT_IN; NAMESPACE: STARTS_WITH and ENDS_WITH too; EXPRESSION: IS_TRUE, IS_FALSE',
    });
  }
}
