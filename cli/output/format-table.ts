import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from '../../src/flow/index.ts';

/** Columns of text, aligned, two spaces between; numbers to the right where `right` names the column. */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  options: { readonly right?: readonly number[] } = {},
): string {
  const widths = header.map((title, column) =>
    Math.max(visibleWidth(title), ...rows.map((row) => visibleWidth(row[column] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const space = ' '.repeat(Math.max(0, (widths[column] ?? 0) - visibleWidth(cell)));
        return options.right?.includes(column) === true ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd();
  return [header, ...rows].map(line).join('\n');
}

/** Characters that take a place on screen: colour codes do not. */
function visibleWidth(text: string): number {
  return displayWidth(stripVTControlCharacters(text));
}
