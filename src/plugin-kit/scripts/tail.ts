/** How much of an output's end is looked at, in characters. */
const KEPT = 2000;

const MOST_LINES = 5;
const LONGEST_LINE = 200;

/** The end of what a command prints, for its error: a reader of the error has the cause before his eyes. */
export class Tail {
  #text = '';

  /** Takes whole lines. */
  add(block: string): void {
    this.#text = block.length >= KEPT ? block.slice(-KEPT) : `${this.#text}\n${block}`.slice(-KEPT);
  }

  /** The last lines that say something, in order; markers say nothing to people. */
  lines(): readonly string[] {
    return this.#text
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line !== '' && !line.startsWith('::{'))
      .slice(-MOST_LINES)
      .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line));
  }
}
