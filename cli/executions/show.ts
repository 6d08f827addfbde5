import type { Execution, TaskRun } from '../../src/contract/execution.ts';
import type { State } from '../../src/contract/states.ts';
import { printJson } from '../../src/util/json.ts';
import type { Value } from '../../src/util/values.ts';
import type { ExitCode } from '../command.ts';
import { coloursFor } from '../output/colours.ts';
import { paintState } from '../output/console-view.ts';
import { describeProgress } from '../output/describe-progress.ts';
import { formatTable } from '../output/format-table.ts';
import { formatSeconds } from '../output/format-time.ts';
import { writeJson } from '../output/print-json.ts';
import { findExecution, type FoundExecution, readRecord } from './find.ts';
import { describeState, isInterrupted } from './interrupted.ts';

const LONGEST_VALUE = 100;

/** `gitphony executions show ID`. */
export async function showExecution(reference: string, json: boolean): Promise<ExitCode> {
  const found = await findExecution(reference);
  const execution = await readRecord(found);
  if (json) await writeJson(execution);
  else process.stdout.write(`${describeExecution(found, execution)}\n`);
  return 0;
}

/** An execution for people. `state`: what it is said to be in, where somebody knows better than its record. */
export function describeExecution(found: FoundExecution, execution: Execution, known?: State): string {
  const colours = coloursFor(process.stdout);
  const { id, namespace, flowId, state, trigger, inputs, outputs, labels, taskRunList, error } = execution;
  const parts = [
    `${known === undefined ? describeState(found, execution, colours) : paintState(known, colours, 0)} ${colours.bold(`${namespace}.${flowId}`)} ${id}`,
    `began ${state.startDate}, took ${formatSeconds(state.duration)}`,
    ...(trigger === undefined ? [] : [`trigger ${trigger.id} ${printJson(trigger.variables)}`]),
    ...pairs('labels', labels),
    ...pairs('inputs', inputs),
    ...pairs('outputs', outputs),
    ...(error === undefined ? [] : [colours.red(error.message)]),
    ...(known === undefined && isInterrupted(found, execution)
      ? [`${colours.cyan('hint:')} its process is gone; go on with it: gitphony executions resume ${id}`]
      : []),
    '',
    formatTable(
      ['TASK', 'STATE', 'TOOK', 'ATTEMPTS', 'OUTPUTS'],
      taskRunList.map((taskRun) => toRow(taskRun, colours)),
      { right: [2, 3] },
    ),
  ];
  const failed = taskRunList.filter((taskRun) => taskRun.error !== undefined && taskRun.state.current !== 'SUCCESS');
  for (const { taskId, error: reason } of failed) parts.push('', `${colours.red(taskId)}: ${reason?.message ?? ''}`);
  return parts.join('\n');
}

function pairs(title: string, values: Readonly<Record<string, Value>>): string[] {
  const entries = Object.entries(values);
  return entries.length === 0 ? [] : [`${title}: ${entries.map(([key, value]) => `${key}=${show(value)}`).join(', ')}`];
}

function toRow(
  { taskId, value, state, attempts, outputs, progress }: TaskRun,
  colours: ReturnType<typeof coloursFor>,
): string[] {
  const shown =
    typeof outputs === 'object' && outputs !== null && Object.keys(outputs).length === 0 ? '' : show(outputs);
  return [
    value === undefined ? taskId : `${taskId}[${value}]`,
    paintState(state.current, colours),
    formatSeconds(state.duration),
    String(attempts.length),
    shown === '' && progress !== undefined ? describeProgress(progress) : shown,
  ];
}

function show(value: Value): string {
  const text = typeof value === 'string' ? value : printJson(value);
  const line = text.replaceAll('\n', '⏎');
  return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE - 1)}…` : line;
}
