import { loadPackage } from './packages.ts';

/** How a stretch of text looks on the terminal. */
export interface TextStyle {
  /** Number of the 16-colour palette; undefined: the terminal's own. */
  readonly colour?: number;
  readonly bold: boolean;
  readonly dim: boolean;
}

/** Cells of one style beside each other. */
export interface TextRun extends TextStyle {
  /** First column, from 0. */
  readonly column: number;
  readonly text: string;
}

/** A terminal's lines from top to bottom; blank ones at the end are left out. */
export type Screen = readonly (readonly TextRun[])[];

interface Cell {
  getChars(): string;
  getFgColor(): number;
  isFgPalette(): boolean;
  isBold(): number;
  isDim(): number;
}

interface Line {
  getCell(column: number): Cell | undefined;
}

interface XtermTerminal {
  write(data: string, done: () => void): void;
  readonly buffer: { readonly active: { readonly length: number; getLine(index: number): Line | undefined } };
}

interface Xterm {
  readonly Terminal: new (options: {
    cols: number;
    rows: number;
    scrollback: number;
    allowProposedApi: boolean;
  }) => XtermTerminal;
}

/** A terminal without a window: takes what a program writes, answers what one would see. */
export interface VirtualTerminal {
  write(data: string): Promise<void>;
  screen(): Screen;
}

/** Opens a terminal of this size; lines that scroll out at the top are kept. */
export function openTerminal(size: { readonly columns: number; readonly rows: number }): VirtualTerminal {
  const { Terminal } = loadPackage('@xterm/headless') as Xterm;
  const options = { cols: size.columns, rows: size.rows, scrollback: 1000, allowProposedApi: true };
  const terminal = new Terminal(options);
  return {
    write: (data) => new Promise((resolve) => terminal.write(data, resolve)),
    screen: () => readScreen(terminal, size.columns),
  };
}

function readScreen(terminal: XtermTerminal, columns: number): Screen {
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, index) => readLine(active.getLine(index), columns));
  while (lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

function readLine(line: Line | undefined, columns: number): TextRun[] {
  const runs: TextRun[] = [];
  let open: { column: number; text: string; style: TextStyle } | undefined;
  const end = (): void => {
    if (open !== undefined && open.text.trim() !== '') {
      runs.push({ column: open.column, text: open.text.trimEnd(), ...open.style });
    }
    open = undefined;
  };
  for (let column = 0; column < columns; column += 1) {
    const cell = line?.getCell(column);
    const text = cell?.getChars() ?? '';
    if (cell === undefined || text === '' || text === ' ') {
      // A blank belongs to its run, two begin a new one: fonts differ in width, columns must not.
      if (open === undefined || open.text.endsWith(' ')) end();
      else open.text += ' ';
      continue;
    }
    const style = styleOf(cell);
    if (open === undefined || !isSame(open.style, style)) {
      end();
      open = { column, text: '', style };
    }
    open.text += text;
  }
  end();
  return runs;
}

function styleOf(cell: Cell): TextStyle {
  return {
    ...(cell.isFgPalette() ? { colour: cell.getFgColor() } : {}),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
  };
}

function isSame(a: TextStyle, b: TextStyle): boolean {
  return a.colour === b.colour && a.bold === b.bold && a.dim === b.dim;
}

/** The screen as plain text. */
export function screenText(screen: Screen): string {
  return screen.map((runs) => runs.reduce((line, run) => line.padEnd(run.column) + run.text, '')).join('\n');
}
