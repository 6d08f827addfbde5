import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from '../../src/flow/index.ts';

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
    // A terminal that knows no width reports 0.
    const width = stream.columns > 0 ? stream.columns : 80;
    const fitted = shown.map((line) => fit(line, width));
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

/** A line that wraps would be erased only in part: it is cut where it could, its colours with it. */
function fit(line: string, width: number): string {
  const text = stripVTControlCharacters(line).replaceAll(/\p{Control}/gu, ' ');
  if (displayWidth(text) < width) return /\p{Control}/u.test(stripVTControlCharacters(line)) ? text : line;
  const characters = Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
  while (characters.length > 0 && displayWidth(characters.join('')) > width - 2) characters.pop();
  return `${characters.join('')}…`;
}
