import { text } from 'node:stream/consumers';
import type { CalledExecution } from '../../contract/flow-call.ts';
import type { RunContext } from '../../contract/run-context.ts';
import { Type } from '../../contract/schema.ts';
import type { State } from '../../contract/states.ts';
import { defineTask, type TaskDefinition } from '../../contract/task.ts';
import { printJson } from '../../util/json.ts';
import { isMap, newMap, type Value } from '../../util/values.ts';
import { callLabels } from '../call-labels.ts';
import type { CallProperties } from '../call-properties.ts';
import { calledFlowFailed, callerState } from '../call-result.ts';

/** What is called for each batch, and how many at once (0: all). */
export interface BatchCall extends CallProperties {
  readonly concurrencyLimit?: number;
}

/** The middle step of ForEachItem: an execution for each batch. All of them run, whatever becomes of the others. */
export function callBatches(splits: string, call: BatchCall): TaskDefinition {
  return defineTask({
    type: 'io.kestra.plugin.core.flow.ForEachItem$ForEachItemExecutable',
    title: 'Start the flow for each batch.',
    properties: Type.Object({}),
    outputs: Type.Object({
      numberOfBatches: Type.Integer(),
      iterations: Type.Record(Type.String(), Type.Integer(), { description: 'Executions by their state.' }),
      subflowOutputsBaseUri: Type.Optional(Type.String({ description: 'Where the outputs of the executions lie.' })),
    }),
    interrupted: 'reattach',
    examples: [],
    async run(_, context) {
      const batches = (await text(await context.storage.get(splits))).split('\n').filter((uri) => uri !== '');
      const ends = await callAll(batches, call, context);
      const lines = ends.flatMap((end) =>
        end === undefined || Object.keys(end.outputs).length === 0 ? [] : [`${printJson(end.outputs)}\n`],
      );
      const outputs = {
        numberOfBatches: batches.length,
        iterations: countStates(ends.map((end) => end?.state ?? 'CREATED')),
        ...(lines.length === 0
          ? {}
          : { subflowOutputsBaseUri: await context.storage.put('outputs.jsonl', lines.join('')) }),
      };
      if (call.transmitFailed === false || call.wait === false) return { outputs };
      const known = ends.filter((end) => end !== undefined);
      const state = callerState(known.map((end) => end.state));
      const bad = known.find((end) => callerState([end.state]) === 'FAILED');
      if (bad !== undefined) throw calledFlowFailed(`${call.namespace}.${call.flowId}`, bad, outputs);
      return { outputs, state: state === 'WARNING' ? state : 'SUCCESS' };
    },
  });
}

/** The ends in the order of the batches; undefined where nobody waits. */
async function callAll(
  batches: readonly string[],
  call: BatchCall,
  context: RunContext,
): Promise<readonly (CalledExecution | undefined)[]> {
  const ends: (CalledExecution | undefined)[] = batches.map(() => undefined);
  const { concurrencyLimit = 1 } = call;
  const waiting = batches.entries();
  const worker = async (): Promise<void> => {
    for (const [index, uri] of waiting) {
      context.signal.throwIfAborted();
      ends[index] = await callOne(uri, index, call, context);
      context.progress({
        done: ends.filter((end) => end !== undefined).length,
        total: batches.length,
        unit: 'batches',
      });
    }
  };
  const workers = concurrencyLimit === 0 ? batches.length : Math.min(concurrencyLimit, batches.length);
  const settled = await Promise.allSettled(Array.from({ length: workers }, worker));
  for (const end of settled) if (end.status === 'rejected') throw end.reason;
  return ends;
}

async function callOne(
  uri: string,
  index: number,
  call: BatchCall,
  context: RunContext,
): Promise<CalledExecution | undefined> {
  const { namespace, flowId, revision, inputs, wait = true } = call;
  const { taskrun } = context.variables;
  const inner = Object.assign(newMap(), taskrun !== undefined && isMap(taskrun) ? taskrun : {}, {
    items: uri,
    iteration: index,
  });
  const given = await context.renderValue((inputs ?? {}) as Value, Object.assign(newMap(), { taskrun: inner }));
  const handle = await context.callFlow({
    namespace,
    flowId,
    ...(revision === undefined ? {} : { revision }),
    inputs: isMap(given) ? given : newMap(),
    labels: callLabels(call, context.variables),
    key: String(index),
    onRestart: call.restartBehavior === 'NEW_EXECUTION' ? 'new' : 'continue',
    wait,
  });
  return wait ? handle.ended : undefined;
}

function countStates(states: readonly State[]): Record<string, number> {
  const counts: Record<string, number> = { CREATED: 0, RUNNING: 0 };
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
