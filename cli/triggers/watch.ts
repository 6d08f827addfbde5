import { relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GitphonyError } from '../../src/contract/errors.ts';
import { pollInterval, type PollingTrigger, pollingTriggers } from '../../src/flow/index.ts';
import { findFlowFiles } from '../../src/project/flow-files.ts';
import { openProject } from '../../src/project/project.ts';
import { type FlowToRun, openFlow } from '../flow-to-run.ts';
import { exitCodeOf } from '../output/exit-code.ts';
import { printError } from '../output/print-error.ts';
import { openRunner } from '../run-flow.ts';
import { pollHere } from './poll-here.ts';

/** A polling trigger of a flow that this machine watches. */
export interface WatchedTrigger {
  readonly opened: FlowToRun;
  readonly trigger: PollingTrigger;
  /** `namespace.id trigger`. */
  readonly name: string;
  /** Milliseconds between two polls. */
  readonly interval: number;
}

/** As on a Kestra server where the flow does not say. */
const DEFAULT_INTERVAL = 60_000;

/** The polling triggers of these flows; of all enabled ones below flows/ where none is named. */
export async function findWatched(
  references: readonly string[],
  only: string | undefined,
): Promise<readonly WatchedTrigger[]> {
  const { root } = await openProject(process.cwd());
  const files = references.length > 0 ? references : await ownFlows(root);
  const watched: WatchedTrigger[] = [];
  for (const file of files) {
    const opened = await openFlow(file);
    if (opened.flow.disabled) continue;
    for (const trigger of await pollingTriggers(opened.flow, opened.project.registry)) {
      if (only !== undefined && trigger.node.id !== only) continue;
      const name = `${opened.flow.namespace}.${opened.flow.id} ${trigger.node.id}`;
      watched.push({ opened, trigger, name, interval: pollInterval(trigger.node) ?? DEFAULT_INTERVAL });
    }
  }
  return watched;
}

async function ownFlows(root: string): Promise<string[]> {
  const files = await findFlowFiles(root);
  return files.filter((file) => !file.startsWith(`${root}/subflows/`)).map((file) => relative(process.cwd(), file));
}

/** How a poll went, and the execution after it. */
export interface PollEnd {
  readonly isGood: boolean;
  /** The execution ended in a state of the trigger's `stopAfter`. */
  readonly isStopped: boolean;
}

/** Polls once and runs the flow where there is something. A poll that fails is told and does not keep others from theirs. */
export async function pollAndRun({ opened, trigger, name }: WatchedTrigger): Promise<PollEnd> {
  const { project, flow, text, rangeOf } = opened;
  try {
    const { record, skipped, executionId, remember } = await pollHere(project, { flow, text, rangeOf }, trigger);
    if (record === undefined) {
      process.stdout.write(`${name}: nothing to do: ${skipped ?? 'nothing found'}\n`);
      return { isGood: true, isStopped: false };
    }
    const runner = await openRunner(opened);
    try {
      const request = { inputs: {}, trigger: record, ...(executionId === undefined ? {} : { executionId }) };
      const execution = await runner.run(request, remember);
      const { current } = execution.state;
      process.stdout.write(`${name}: ${current} ${execution.id}\n`);
      const { stopAfter } = trigger.node.properties;
      return { isGood: exitCodeOf(current) !== 1, isStopped: Array.isArray(stopAfter) && stopAfter.includes(current) };
    } finally {
      runner.close();
    }
  } catch (error) {
    if (!(error instanceof GitphonyError)) throw error;
    process.stdout.write(`${name}: failed\n`);
    printError(error);
    return { isGood: false, isStopped: false };
  }
}

/** Polls each trigger when its time has come, one after another, until the signal, or until `stopAfter` has stopped all. */
export async function watch(triggers: readonly WatchedTrigger[], signal: AbortSignal): Promise<void> {
  const due = new Map(triggers.map((trigger) => [trigger, 0]));
  while (!signal.aborted && due.size > 0) {
    for (const [trigger, time] of due) {
      if (signal.aborted || time > Date.now()) continue;
      const { isStopped } = await pollAndRun(trigger);
      if (isStopped) {
        process.stdout.write(`${trigger.name}: watched no more (stopAfter)\n`);
        due.delete(trigger);
      } else due.set(trigger, Date.now() + trigger.interval);
    }
    if (due.size === 0) return;
    const next = Math.min(...due.values());
    await sleep(Math.max(next - Date.now(), 0), undefined, { signal }).catch(() => undefined);
  }
}
