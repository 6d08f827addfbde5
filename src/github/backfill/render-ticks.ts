import { MOST_SUMMARY_BYTES } from '../summary/summary-limit.ts';
import { escapeMarkdown } from '../summary/escape.ts';
import { isDone, type TickState } from './tick-states.ts';

/** More rows than these are left to the months, but for those that did not go well. */
const MOST_ROWS = 1000;

/** The summary of a backfill: how many ticks of each month came to which state, then each tick with its times and its job. */
export function renderTicks(title: string, ticks: readonly TickState[]): string {
  const states = [...new Set(ticks.map(({ state }) => state))].toSorted();
  const lines = [`## ${escapeMarkdown(title)}: ${countStates(ticks)}`, '', ...months(ticks, states), ''];
  const bad = ticks.filter((tick) => !isDone(tick));
  const shown = ticks.length <= MOST_ROWS ? ticks : bad.slice(0, MOST_ROWS);
  lines.push('| planned | state | began | took | job |', '|---|---|---|--:|---|');
  let bytes = Buffer.byteLength(lines.join('\n'));
  let rows = 0;
  for (const tick of shown) {
    const row = describeRow(tick);
    bytes += Buffer.byteLength(row) + 1;
    if (bytes > MOST_SUMMARY_BYTES - 200) break;
    lines.push(row);
    rows += 1;
  }
  if (rows < ticks.length) lines.push('', `${ticks.length - rows} more are counted above.`);
  return `${lines.join('\n')}\n`;
}

/** `28 SUCCESS, 2 FAILED`. */
export function countStates(ticks: readonly TickState[]): string {
  const counts = new Map<string, number>();
  for (const { state } of ticks) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');
}

function months(ticks: readonly TickState[], states: readonly string[]): string[] {
  const byMonth = new Map<string, TickState[]>();
  for (const tick of ticks) {
    const month = tick.date.slice(0, 7);
    byMonth.set(month, [...(byMonth.get(month) ?? []), tick]);
  }
  const rows = [...byMonth].map(([month, own]) => {
    const cells = states.map((state) => own.filter((tick) => tick.state === state).length || '');
    return `| ${[month, ...cells].join(' | ')} |`;
  });
  return [`| month | ${states.join(' | ')} |`, `|---|${states.map(() => '--:|').join('')}`, ...rows];
}

function describeRow({ date, state, began, ended, url, execution }: TickState): string {
  const seconds =
    began === undefined || ended === undefined ? undefined : (Date.parse(ended) - Date.parse(began)) / 1000;
  const job = url === undefined ? '' : `[${execution ?? 'job'}](${url})`;
  const start = began === undefined ? '' : began.slice(0, 19).replace('T', ' ');
  return `| ${date} | ${state} | ${start} | ${seconds === undefined ? '' : `${seconds.toFixed(1)} s`} | ${job} |`;
}
