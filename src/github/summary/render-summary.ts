import nunjucks from 'nunjucks';
import type { Execution, TaskRun } from '../../contract/execution.ts';
import type { Flow } from '../../contract/flow.ts';
import { printJson } from '../../util/json.ts';
import type { Value } from '../../util/values.ts';
import { codeCell, codeSpan, escapeMarkdown, escapeMessage } from './escape.ts';
import { byStart, drawGantt } from './gantt.ts';
import { MOST_SUMMARY_BYTES } from './summary-limit.ts';
import { summaryTemplate } from './summary-template.ts';
import { describeResumed, type ResumedFrom } from './resumed-from.ts';
import { drawTopology } from './topology.ts';

/** What the summary shows beside the execution itself. */
export interface SummaryOptions {
  /** `metadata`: names and sizes of values, for summaries that strangers see. */
  readonly values: 'full' | 'metadata';
  /** Whether the database of this job ends with it. */
  readonly scratch: boolean;
  /** What people are told of the state. Default: the execution's own. */
  readonly state?: string;
  readonly resumed?: ResumedFrom;
  /** How to go on with one that is not well: sentences, with commands in them. */
  readonly wayOn?: readonly string[];
  /** Bytes that the step's summary has room for. Default {@link MOST_SUMMARY_BYTES}. */
  readonly room?: number;
}

/** For what {@link shorten} adds. */
const ENDING_BYTES = 200;
const MOST_ROWS = 500;
const LONGEST_VALUE = 300;
const LONGEST_ERROR = 4_000;

const icons: Readonly<Record<string, string>> = {
  SUCCESS: '✅',
  WARNING: '⚠️',
  FAILED: '❌',
  KILLED: '⛔',
  CANCELLED: '⛔',
  SKIPPED: '⏭️',
  PAUSED: '⏸️',
  INTERRUPTED: '🔌',
};

const environment = new nunjucks.Environment(null, { autoescape: false, trimBlocks: true, lstripBlocks: true });
const template = new nunjucks.Template(summaryTemplate, environment);

/** The Markdown of an execution for a job's summary: state, topology, Gantt chart, task runs, outputs. */
export function renderSummary(flow: Flow, execution: Execution, options: SummaryOptions): string {
  const { state, trigger, taskRunList } = execution;
  const { room = MOST_SUMMARY_BYTES } = options;
  const rows = byStart(taskRunList).slice(0, MOST_ROWS).map(toRow);
  const text = template.render({
    title: escapeMarkdown(`${flow.namespace}.${flow.id}`),
    icon: icons[options.state ?? state.current] ?? '▶️',
    state: options.state ?? state.current,
    resumed: options.resumed === undefined ? undefined : escapeMarkdown(describeResumed(options.resumed)),
    wayOn: (options.wayOn ?? []).map((line) =>
      line.replaceAll(/gitphony executions [\w -]+/g, (command) => `\`${command.trimEnd()}\``),
    ),
    duration: seconds(state.duration),
    id: codeSpan(execution.id),
    planned: plannedDate(execution),
    began: state.startDate,
    late: lateness(execution),
    trigger: trigger === undefined ? undefined : codeSpan(trigger.id),
    labels: Object.entries(execution.labels).map(([key, value]) => codeCell(`${key}: ${value}`)),
    error: execution.error === undefined ? undefined : escapeMessage(cut(execution.error.message, LONGEST_ERROR)),
    scratch: options.scratch,
    topology: drawTopology(flow, execution),
    gantt: drawGantt(execution),
    rows,
    errors: rows.some((row) => row.error !== ''),
    left: Math.max(0, taskRunList.length - MOST_ROWS),
    outputs: outputRows(execution, options.values),
  });
  return Buffer.byteLength(text) <= room ? text : shorten(text, room);
}

function toRow(
  taskRun: TaskRun,
): Readonly<Record<'icon' | 'task' | 'type' | 'state' | 'duration' | 'attempts' | 'error', string>> {
  const { taskId, value, taskType, state, attempts, error } = taskRun;
  return {
    icon: icons[state.current] ?? '▶️',
    task: codeCell(value === undefined ? taskId : `${taskId} [${value}]`),
    type: codeCell(taskType.split('.').pop() ?? taskType),
    state: state.current,
    duration: seconds(state.duration),
    attempts: String(attempts.length),
    error: error === undefined ? '' : escapeMessage(cut(error.message, LONGEST_VALUE)),
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
  return values === 'full' ? codeCell(cut(text, LONGEST_VALUE)) : `${Buffer.byteLength(text)} bytes`;
}

function isEmpty(value: Value): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** More is no delay: a backfill, or a tick by hand. Milliseconds. */
const LONGEST_DELAY = 7 * 86_400_000;

/** How long after its planned time it began: GitHub starts schedules late. Undefined below a minute. */
function lateness({ trigger, state }: Execution): string | undefined {
  const date = trigger?.variables['date'];
  const delay = typeof date === 'string' ? Date.parse(state.startDate) - Date.parse(date) : 0;
  if (!(delay >= 60_000 && delay <= LONGEST_DELAY)) return undefined;
  const minutes = Math.floor(delay / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function plannedDate({ trigger }: Execution): string | undefined {
  const date = trigger?.variables['date'];
  return typeof date === 'string' ? escapeMarkdown(date) : undefined;
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function seconds(value: number): string {
  return value < 60 ? `${value.toFixed(2)} s` : `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
}

/** Cut at a line's end, and what the cut left open is closed: GitHub would hide everything behind it. */
function shorten(text: string, room: number): string {
  if (room < ENDING_BYTES) return '';
  const bytes = Buffer.from(text).subarray(0, room - ENDING_BYTES);
  const kept = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1).toString('utf8');
  const fence = (kept.match(/^```/gm) ?? []).length % 2 === 1 ? '```\n' : '';
  const details = kept.lastIndexOf('<details>') > kept.lastIndexOf('</details>') ? '\n</details>\n' : '';
  return `${kept}${fence}${details}\n… shortened: GitHub shows at most 1 MiB of a step. The rest is in the log and in the record.\n`;
}
