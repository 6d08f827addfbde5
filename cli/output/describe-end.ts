import { relative } from 'node:path';
import type { ErrorRecord } from '../../src/contract/events.ts';
import type { Execution } from '../../src/contract/execution.ts';
import type { Flow } from '../../src/contract/flow.ts';
import { annotateExecution } from '../../src/github/annotate.ts';
import { findProjectRoot } from '../../src/project/project-root.ts';
import { describePauses } from './describe-pauses.ts';
import type { FlowSource } from '../../src/project/start-flow.ts';
import type { coloursFor } from './colours.ts';
import { paintState } from './console-view.ts';
import { formatSeconds } from './format-time.ts';

type Colours = ReturnType<typeof coloursFor>;

/** The last lines about an execution: its state, why, what to do about it, where to read on. */
export function describeEnd(execution: Execution, source: FlowSource, root: string, colours: Colours): string {
  const { state, taskRunList, id, error } = execution;
  const counted = `${taskRunList.length} task ${taskRunList.length === 1 ? 'run' : 'runs'}`;
  const lines = [`${paintState(state.current, colours, 0)} in ${formatSeconds(state.duration)}, ${counted}`];
  if (error !== undefined) lines.push(`  ${placeOf(execution, error, source)}${colours.red(error.message)}`);
  const hint = needsTrigger(execution) ? triggerHint(source.flow) : error?.hint;
  if (hint !== undefined) lines.push(`  ${colours.cyan('hint:')} ${hint}`);
  if (error?.lastLines !== undefined) lines.push('  it said last:', ...error.lastLines.map((line) => `    ${line}`));
  if (state.current === 'PAUSED')
    lines.push(...describePauses(execution, source.flow, (command) => inProject(root, command)));
  if (state.current !== 'SUCCESS') lines.push(colours.dim(`  ${inProject(root, `gitphony executions logs ${id}`)}`));
  if (canGoOn(execution)) {
    const restart = inProject(root, `gitphony executions restart ${id} --latest`);
    lines.push(colours.dim(`  ${restart}    after the fix: what was good is kept`));
  }
  return lines.join('\n');
}

/** True where a restart spares something: tasks were done before one failed. */
function canGoOn({ state, taskRunList }: Execution): boolean {
  return state.current === 'FAILED' && taskRunList.some((taskRun) => taskRun.state.current === 'SUCCESS');
}

/** Where in the flow it went wrong: `flows/taxi.yaml:41:5, task extract: `. */
function placeOf(execution: Execution, { message }: ErrorRecord, { flow, rangeOf }: FlowSource): string {
  const task = execution.taskRunList.findLast((taskRun) => taskRun.error?.message === message);
  const annotations = rangeOf === undefined ? [] : annotateExecution(flow, execution, rangeOf);
  const place = annotations.find((annotation) => annotation.message.startsWith(message));
  const at = [place?.file, place?.line, place?.column].filter((part) => part !== undefined).join(':');
  const parts = [at, task === undefined ? '' : `task ${task.taskId}`].filter((part) => part !== '');
  return parts.length === 0 ? '' : `${parts.join(', ')}: `;
}

/** True where an execution that no trigger started failed because an expression asks for `trigger.…`. */
function needsTrigger({ trigger, taskRunList, error }: Execution): boolean {
  if (trigger !== undefined) return false;
  const messages = [error?.message, ...taskRunList.map((taskRun) => taskRun.error?.message)];
  return messages.some((message) => message !== undefined && /`?\btrigger\b(?:`|\.\w)/.test(message));
}

/** Names the flow's own triggers, so that the hint can be typed as it stands. */
function triggerHint({ triggers, namespace, id }: Flow): string {
  if (triggers.length === 0) {
    return 'an expression reads trigger.*, but the flow has no trigger: add one under triggers:, or use an input instead';
  }
  const uses = triggers.map((trigger) => `--trigger ${trigger.id} --date 2019-01-01T09:00`);
  return `this flow reads trigger.*, which only a trigger sets: use ${uses.join(', or ')} (gitphony run ${namespace}.${id} …)`;
}

/** A command that works where the reader stands: `executions` looks at the project of the current folder. */
function inProject(root: string, command: string): string {
  if (findProjectRoot(process.cwd()) === root) return command;
  const folder = relative(process.cwd(), root);
  return `(cd ${/^[\w./-]+$/.test(folder) ? folder : `'${folder}'`} && ${command})`;
}
