import nunjucks from 'nunjucks';
import type { Execution, TaskRun } from '../../contract/execution.ts';
import type { Flow } from '../../contract/flow.ts';
import type { State } from '../../contract/states.ts';
import { printJson } from '../../util/json.ts';
import type { Value } from '../../util/values.ts';
import { codeCell, escapeMarkdown } from './escape.ts';
import { drawGantt } from './gantt.ts';
import { summaryTemplate } from './summary-template.ts';
import { drawTopology } from './topology.ts';

/** What the summary shows beside the execution itself. */
export interface SummaryOptions {
  /** `metadata`: names and sizes of values, for summaries that strangers see. */
  readonly values: 'full' | 'metadata';
  /** Whether the database of this job ends with it. */
  readonly scratch: boolean;
  /** The artifact with journal and logs, where there is one. */
  readonly artifact?: string;
}

/** GitHub refuses a step's summary above 1 MiB; several executions may share a step. */
const MOST_BYTES = 900_000;
const MOST_ROWS = 500;
const LONGEST_VALUE = 300;

const icons: Readonly<Partial<Record<State, string>>> = {
  SUCCESS: '✅',
  WARNING: '⚠️',
  FAILED: '❌',
  KILLED: '⛔',
  CANCELLED: '⛔',
  SKIPPED: '⏭️',
  PAUSED: '⏸️',
};

const environment = new nunjucks.Environment(null, { autoescape: false, trimBlocks: true, lstripBlocks: true });
const template = new nunjucks.Template(summaryTemplate, environment);

/** The Markdown of an execution for a job's summary: state, topology, Gantt chart, task runs, outputs. */
export function renderSummary(flow: Flow, execution: Execution, options: SummaryOptions): string {
  const { state, trigger, taskRunList } = execution;
  const text = template.render({
    title: `${flow.namespace}.${flow.id}`,
    icon: icons[state.current] ?? '▶️',
    state: state.current,
    duration: seconds(state.duration),
    id: execution.id,
    planned: plannedDate(execution),
    began: state.startDate,
    trigger: trigger?.id,
    labels: Object.entries(execution.labels).map(([key, value]) => codeCell(`${key}: ${value}`)),
    error: execution.error === undefined ? undefined : escapeMarkdown(execution.error.message),
    scratch: options.scratch,
    artifact: options.artifact,
    topology: drawTopology(flow, execution),
    gantt: drawGantt(execution),
    rows: taskRunList.slice(0, MOST_ROWS).map(toRow),
    left: Math.max(0, taskRunList.length - MOST_ROWS),
    outputs: outputRows(execution, options.values),
  });
  return Buffer.byteLength(text) <= MOST_BYTES ? text : shorten(text);
}

function toRow(taskRun: TaskRun): Record<string, string> {
  const { taskId, value, taskType, state, attempts, error } = taskRun;
  return {
    icon: icons[state.current] ?? '▶️',
    task: codeCell(value === undefined ? taskId : `${taskId} [${value}]`),
    type: codeCell(taskType.split('.').pop() ?? taskType),
    state: state.current,
    duration: seconds(state.duration),
    attempts: String(attempts.length),
    error: error === undefined ? '' : escapeMarkdown(cut(error.message)),
  };
}

function outputRows(execution: Execution, values: SummaryOptions['values']): { name: string; value: string }[] {
  const rows: { name: string; value: string }[] = [];
  for (const [key, value] of Object.entries(execution.outputs))
    rows.push({ name: codeCell(key), value: show(value, values) });
  for (const { taskId, value: turn, outputs } of execution.taskRunList.slice(0, MOST_ROWS)) {
    const name = turn === undefined ? taskId : `${taskId}[${turn}]`;
    if (typeof outputs !== 'object' || outputs === null || Array.isArray(outputs)) continue;
    for (const [key, value] of Object.entries(outputs)) {
      if (!isEmpty(value)) rows.push({ name: codeCell(`${name}.${key}`), value: show(value, values) });
    }
  }
  return rows.slice(0, MOST_ROWS);
}

function show(value: Value, values: SummaryOptions['values']): string {
  const text = typeof value === 'string' ? value : printJson(value);
  return values === 'full' ? codeCell(cut(text)) : `${Buffer.byteLength(text)} bytes`;
}

function isEmpty(value: Value): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

function plannedDate({ trigger }: Execution): string | undefined {
  const date = trigger?.variables['date'];
  return typeof date === 'string' ? date : undefined;
}

function cut(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function seconds(value: number): string {
  return value < 60 ? `${value.toFixed(2)} s` : `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
}

function shorten(text: string): string {
  const kept = Buffer.from(text).subarray(0, MOST_BYTES).toString('utf8');
  return `${kept.slice(0, kept.lastIndexOf('\n'))}\n\n… shortened: GitHub shows at most 1 MiB. The rest is in the artifact.\n`;
}
