import pc from 'picocolors';
import type { Problem } from '../contract/source.ts';
import { blankCopy, displayWidth } from './display-width.ts';

/** Longest stretch of a source line that is shown, in characters. */
const SHOWN = 160;

/**
 * A problem for people: `file:line:column: error rule message`, the source line with carets below the place, the hint.
 * Line and column count from 1. `text` is the file's text as `parseFlow` answered it.
 */
export function formatProblem(problem: Problem, text: string, options: { readonly colour: boolean }): string {
  const colours = pc.createColors(options.colour);
  const { start, end } = problem.range;
  const paint = { error: colours.red, warning: colours.yellow, notice: colours.cyan }[problem.severity];
  const head = `${colours.bold(`${problem.file}:${start.line}:${start.column}:`)} ${paint(problem.severity)} ${colours.dim(problem.rule)} ${problem.message}`;
  const lines = [head];
  if (problem.hideSource !== true)
    lines.push(...excerpt(text, start.offset, end.offset, start.line, start.column, colours, paint));
  if (problem.hint !== undefined) lines.push(`  ${colours.cyan('hint:')} ${problem.hint}`);
  return lines.join('\n');
}

function excerpt(
  text: string,
  start: number,
  end: number,
  line: number,
  column: number,
  colours: ReturnType<typeof pc.createColors>,
  paint: (text: string) => string,
): string[] {
  const from = start - (column - 1);
  const source = /^[^\r\n]*/.exec(text.slice(from, from + 100_000))?.[0] ?? '';
  if (source.trim() === '') return [];
  const at = column - 1;
  const length = Math.max(1, Math.min(end - start, source.length - at));
  const cut = source.length > SHOWN ? Math.max(0, Math.min(at - SHOWN / 4, source.length - SHOWN)) : 0;
  const shown = source.slice(cut, cut + SHOWN);
  const before = shown.slice(0, at - cut);
  const marked = shown.slice(at - cut, at - cut + length);
  const gutter = String(line);
  const ellipsis = cut > 0 ? '…' : '';
  const carets = '^'.repeat(Math.max(1, displayWidth(marked.replaceAll('\t', ' '))));
  return [
    `  ${colours.dim(`${gutter} |`)} ${ellipsis}${shown}${cut + SHOWN < source.length ? '…' : ''}`,
    `  ${' '.repeat(gutter.length)} ${colours.dim('|')} ${' '.repeat(ellipsis.length)}${blankCopy(before)}${paint(carets)}`,
  ];
}
