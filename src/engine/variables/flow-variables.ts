import type { EngineHost } from '../../contract/engine-host.ts';
import type { Flow } from '../../contract/flow.ts';
import { isMap, newMap, type ValueMap } from '../../util/values.ts';
import type { ExecutionState } from '../state/execution-state.ts';

/** The variables that every task of an execution sees. Live objects: they change in place, nothing is copied for a task. */
export interface FlowVariables {
  readonly root: ValueMap;
  readonly execution: ValueMap;
  readonly outputs: ValueMap;
  readonly tasks: ValueMap;
}

/** What only the start knows: the recorded forms have their secrets masked. */
export interface RealVariables {
  readonly inputs: ValueMap;
  readonly vars: ValueMap;
  /** `trigger` of expressions. */
  readonly trigger: ValueMap | undefined;
}

/** Makes the variables of an execution. */
export function createFlowVariables(
  flow: Flow,
  host: EngineHost,
  state: ExecutionState,
  real: RealVariables,
): FlowVariables {
  const started = new Date(state.history.steps[0]?.at ?? 0).toISOString();
  const execution = mapOf({
    id: state.id,
    state: state.history.current,
    startDate: started,
    originalId: state.originalId ?? state.id,
  });
  const outputs = newMap();
  const tasks = newMap();
  const root: ValueMap = {
    flow: mapOf({ id: flow.id, namespace: flow.namespace, revision: state.flowRevision, tenantId: 'main' }),
    execution,
    inputs: real.inputs,
    outputs,
    tasks,
    vars: real.vars,
    labels: nestedLabels(state.labels),
    envs: environmentVariables(host.environment),
    globals: mapOf(host.globals),
    kestra: mapOf({ environment: newMap() }),
  };
  if (real.trigger !== undefined) root['trigger'] = real.trigger;
  return { root, execution, outputs, tasks };
}

/** `labels.team`; a key with dots is a path, as in Kestra: `system.from` is read as `labels.system.from`. */
export function nestedLabels(labels: Readonly<Record<string, string>>): ValueMap {
  const nested = newMap();
  for (const [key, value] of Object.entries(labels)) {
    const steps = key.split('.');
    let map = nested;
    for (const step of steps.slice(0, -1)) {
      const known = map[step];
      const next = known !== undefined && isMap(known) ? known : newMap();
      map[step] = next;
      map = next;
    }
    map[steps.at(-1) ?? key] = value;
  }
  return nested;
}

/** `envs.foo` is `ENV_FOO`, by Kestra's rule. */
function environmentVariables(environment: Readonly<Record<string, string>>): ValueMap {
  const variables = newMap();
  for (const [name, value] of Object.entries(environment)) variables[name.replace(/^ENV_/, '').toLowerCase()] = value;
  return variables;
}

function mapOf(entries: Readonly<ValueMap>): ValueMap {
  return Object.assign(newMap(), entries);
}
