import type { EngineHost } from '../../contract/engine-host.ts';
import type { Execution } from '../../contract/execution.ts';
import type { Flow, TriggerNode } from '../../contract/flow.ts';
import { newMap, type ValueMap } from '../../util/values.ts';
import { nestedLabels } from '../variables/flow-variables.ts';

/** An event of a trigger, before it is known whether the trigger fires. */
export interface TriggerEvent {
  readonly flow: Flow;
  readonly trigger: TriggerNode;
  /** `trigger.*` as the execution would see it. */
  readonly variables: ValueMap;
  /** The moment that conditions judge, ISO 8601 with the offset of `timezone`. */
  readonly date: string;
  /** IANA name. */
  readonly timezone: string;
  /** The execution whose end the trigger looks at. */
  readonly execution?: Execution;
}

/**
 * The variables that a condition's templates see: `trigger`, `flow` and `vars` of the flow that may be started; where an
 * execution is judged, `execution`, `outputs` and `labels` are those of that one.
 */
export function triggerScope({ flow, variables, execution }: TriggerEvent, host: EngineHost): ValueMap {
  const scope: ValueMap = {
    trigger: variables,
    flow: mapOf({ id: flow.id, namespace: flow.namespace }),
    vars: flow.variables,
    labels: nestedLabels(execution?.labels ?? flow.labels),
    globals: mapOf(host.globals),
  };
  if (execution !== undefined) {
    const { id, namespace, flowId, state, outputs } = execution;
    scope['execution'] = mapOf({ id, namespace, flowId, state: state.current, startDate: state.startDate });
    scope['outputs'] = outputs;
  }
  return scope;
}

function mapOf(entries: Readonly<ValueMap>): ValueMap {
  return Object.assign(newMap(), entries);
}
