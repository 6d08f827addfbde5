import { stripVTControlCharacters } from 'node:util';

/** A few lines at the bottom of a terminal that are drawn again and again, while other lines scroll above them. */
export interface LiveBlock {
  printAbove(text: string): void;
  /** Gives the lines to show; they are asked for again at every redraw, so that clocks run. */
  update(lines: () => readonly string[]): void;
  close(): void;
}

const REDRAW_MILLISECONDS = 100;
const MOST_LINES = 12;

/** A live block on a terminal's stream, or undefined where the stream is no terminal. */
export function createLiveBlock(stream: NodeJS.WriteStream): LiveBlock | undefined {
  if (!stream.isTTY || process.env['CI'] === 'true' || process.env['TERM'] === 'dumb') return undefined;
  let drawn = 0;
  let lines: () => readonly string[] = () => [];

  const erase = (): string => (drawn === 0 ? '' : `\u001B[${drawn}F\u001B[J`);
  const draw = (above: string): void => {
    const all = lines();
    const shown =
      all.length > MOST_LINES ? [...all.slice(0, MOST_LINES - 1), `… and ${all.length - MOST_LINES + 1} more`] : all;
    const width = stream.columns;
    const fitted = shown.map((line) => (stripVTControlCharacters(line).length < width ? line : cut(line, width - 1)));
    stream.write(erase() + above + fitted.map((line) => `${line}\n`).join(''));
    drawn = fitted.length;
  };
  const timer = setInterval(() => draw(''), REDRAW_MILLISECONDS);
  timer.unref();

  return {
    printAbove: (text) => draw(`${text}\n`),
    update(next) {
      lines = next;
    },
    close() {
      clearInterval(timer);
      lines = () => [];
      draw('');
    },
  };
}

function cut(line: string, width: number): string {
  return `${stripVTControlCharacters(line).slice(0, Math.max(0, width - 1))}…`;
}
