import type { Execution, TaskRun } from '../../contract/execution.ts';

/** Task runs in the order in which they began; those of one moment as they were recorded. */
export function byStart(taskRuns: readonly TaskRun[]): readonly TaskRun[] {
  return taskRuns.toSorted((a, b) => Date.parse(a.state.startDate) - Date.parse(b.state.startDate));
}

const MOST_BARS = 100;
const LONGEST_NAME = 60;
/** mermaid draws nothing for a bar without length. */
const SHORTEST_BAR_MILLISECONDS = 1;

/** A mermaid Gantt chart of the task runs, by the start of each; undefined where there is nothing or too much to draw. */
export function drawGantt(execution: Execution): string | undefined {
  const { taskRunList } = execution;
  if (taskRunList.length === 0 || taskRunList.length > MOST_BARS) return undefined;
  const begin = Date.parse(execution.state.startDate);
  const bars = byStart(taskRunList).map((taskRun) => bar(taskRun, begin));
  const axis = `  axisFormat ${axisFormat(execution.state.duration)}`;
  return ['gantt', '  dateFormat x', axis, '  section task runs', ...bars].join('\n');
}

/** Labels that differ from one another on an axis of so many seconds. */
function axisFormat(seconds: number): string {
  if (seconds < 10) return '%S.%L';
  return seconds < 3600 ? '%M:%S' : '%H:%M:%S';
}

function bar({ taskId, value, state }: TaskRun, begin: number): string {
  const start = Date.parse(state.startDate) - begin;
  const end = Math.max(
    start + SHORTEST_BAR_MILLISECONDS,
    (state.endDate === undefined ? Date.now() : Date.parse(state.endDate)) - begin,
  );
  const name = barName(value === undefined ? taskId : `${taskId} ${value}`);
  const failed = state.current === 'FAILED' || state.current === 'KILLED' || state.current === 'CANCELLED';
  // No tag for success: mermaid greys out what is `done`, and plain bars are its clearest.
  const tags = failed ? 'crit, ' : state.current === 'WARNING' ? 'active, ' : '';
  return `  ${name} :${tags}${start}, ${end}`;
}

/** Words that begin a statement of mermaid's Gantt grammar (in any case), and what it takes for a date. */
const statement =
  /^(?:gantt|title|section|click|call|href|dateFormat|inclusiveEndDates|topAxis|axisFormat|tickInterval|includes|excludes|todayMarker|weekday|weekend|acc|\d{4}-\d\d-\d\d)/i;

/** A Gantt name ends at the first colon, and mermaid has no escape there. */
function barName(text: string): string {
  const name = text
    .slice(0, LONGEST_NAME)
    .replaceAll(/[^\p{L}\p{N} _.-]/gu, '·')
    .trim();
  return name === '' || statement.test(name) ? `· ${name}` : name;
}
