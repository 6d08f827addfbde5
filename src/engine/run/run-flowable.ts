import { join } from 'node:path';
import type { TaskNode } from '../../contract/flow.ts';
import { type FlowableDefinition, type FlowableScope, worstState } from '../../contract/flowable.ts';
import type { TerminalState } from '../../contract/states.ts';
import { isMap, newMap, type ValueMap } from '../../util/values.ts';
import { toValue } from '../variables/to-value.ts';
import { abortCode, type LinkedSignal, linkSignal } from './abort.ts';
import { errorVariables } from './error-variables.ts';
import type { ExecutionRun, Frame } from './execution-run.ts';
import { isExiting } from './exit-execution.ts';
import { runInnerTask } from './inner-task.ts';
import { pauseTaskRun } from './pause-task-run.ts';
import { createLoopTurns } from './loop-turns.ts';
import { recordOutputs } from './record-outputs.ts';
import type { AttemptParts } from './attempt-parts.ts';
import { runBranches } from './run-branches.ts';
import { Suspension } from './suspension.ts';
import type { TaskContext } from './task-context.ts';

/** Runs a flowable with its children, then its own `errors` (where one of them failed) and `finally`. */
export async function runFlowable(
  parts: AttemptParts,
  definition: FlowableDefinition,
  properties: Readonly<Record<string, unknown>>,
  context: TaskContext,
  frame: Frame,
): Promise<TerminalState> {
  const { run, node, taskRun } = parts;
  let childFailed = false;
  // Of its own: a failing branch stops the others, not what is around the flowable.
  const children = linkSignal(frame.signal);
  const scope = createScope(parts, context, frame, children, (state) => {
    if (state === 'FAILED') childFailed = true;
  });
  let result: TerminalState = 'FAILED';
  let thrown: { readonly error: unknown } | undefined;
  try {
    const { state, outputs } = await definition.run(properties, scope);
    result = state;
    if (outputs !== undefined) recordOutputs(run, taskRun, toValue(outputs), parts.frame);
  } catch (error) {
    if (run.fatal !== undefined) throw run.fatal;
    if (error instanceof Suspension) throw error;
    thrown = { error };
  } finally {
    children.release();
  }
  const failed = definition.runsErrors !== true && (childFailed || result === 'FAILED');
  const after = await runHandlers(run, node, frame, failed);
  if (thrown !== undefined) throw thrown.error;
  const worst = worstState([result, after]);
  return frame.signal.aborted ? worst : (definition.conclude?.(worst) ?? worst);
}

async function runHandlers(run: ExecutionRun, node: TaskNode, frame: Frame, failed: boolean): Promise<TerminalState> {
  // Not after a kill; a time-out or a failing neighbour lets them run, on a signal that only a kill aborts.
  if (abortCode(frame.signal) === 'KILLED' || node.errors.length + node.finally.length === 0) return 'SUCCESS';
  if (isExiting(run)) return 'SUCCESS';
  const linked = linkSignal(run.stop.main.signal);
  const inner: Frame = { ...frame, signal: linked.signal };
  try {
    const states: TerminalState[] = [];
    if (failed)
      states.push(await run.runTasks(node.errors, { ...inner, extra: { ...inner.extra, ...errorVariables(run) } }));
    states.push(await run.runTasks(node.finally, inner));
    return worstState(states);
  } finally {
    linked.release();
  }
}

function createScope(
  parts: AttemptParts,
  context: TaskContext,
  frame: Frame,
  children: LinkedSignal,
  onChild: (state: TerminalState) => void,
): FlowableScope {
  const { run, node, taskRun } = parts;
  const recordedOutputs = taskRun.outputs;
  let { directory } = frame;
  return {
    execution: context.execution,
    taskRun: context.taskRun,
    signal: frame.signal,
    log: context.log,
    get storage() {
      return context.storage;
    },
    get kv() {
      return context.kv;
    },
    render: (template, extra) => context.render(template, extra),
    renderValue: (value, extra) => context.renderValue(value, extra),
    variables: context.variables,
    namespaceFiles: (namespace) => context.namespaceFiles(namespace),
    metric: (metric) => context.metric(metric),
    progress: (progress) => context.progress(progress),
    addLabels: (labels) => context.addLabels(labels),
    mask: (secret) => context.mask(secret),
    positionIn: (property, line, column, rendered) => context.positionIn(property, line, column, rendered),
    callFlow: (call) => context.callFlow(call),
    node,
    recordedOutputs,
    async sequence(tasks, turn, extra) {
      const inner = { ...frame, signal: children.signal, extra: overlay(frame.extra, extra), directory };
      const state = await run.runTasks(tasks, inner, turn);
      onChild(state);
      return state;
    },
    parallel: (branches, options) => runBranches(children, branches, options, () => !isExiting(run)),
    setOutputs: (outputs) => recordOutputs(run, taskRun, outputs, parts.frame),
    turns: createLoopTurns({ run, node, taskRun, frame, signal: children.signal, onChild }),
    outputsOf: (taskId) => outputsIn(run.variables.outputs, [taskId, ...frame.loopValues]),
    cacheDirectory: cacheDirectoryOf(run, node),
    async sharedDirectory() {
      directory = await context.workingDirectory();
      return directory;
    },
    async pause(request) {
      const ended = await pauseTaskRun(run, parts.frame, taskRun, frame.signal, request);
      if (ended.by === 'time' && request.cancels === true) context.control.exit('CANCELLED');
      return ended;
    },
    async innerTask(id, definition) {
      const state = await runInnerTask(run, node, id, definition, { ...frame, signal: children.signal });
      onChild(state);
      return state;
    },
  };
}

function cacheDirectoryOf({ host, info }: ExecutionRun, node: TaskNode): string | undefined {
  if (host.cacheDirectory === undefined) return undefined;
  return join(host.cacheDirectory, info.namespace, info.flowId, node.id);
}

function outputsIn(outputs: ValueMap, path: readonly string[]): ValueMap {
  let map = outputs;
  for (const key of path) {
    const next = Object.hasOwn(map, key) ? map[key] : undefined;
    if (next === undefined || !isMap(next)) return newMap();
    map = next;
  }
  return map;
}

function overlay(below: ValueMap | undefined, above: ValueMap | undefined): ValueMap | undefined {
  if (above === undefined) return below;
  return Object.assign(newMap(), below, above);
}
