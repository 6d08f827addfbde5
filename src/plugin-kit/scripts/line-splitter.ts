import { StringDecoder } from 'node:string_decoder';

/** Characters after which a line is cut: a program that never ends its line must not fill the memory. */
const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * Cuts a stream of chunks into lines of text, whatever the chunks' borders (also inside a character). A line ends with LF or
 * CRLF. A line of more than 16 Mi characters is handed over in pieces.
 */
export class LineSplitter {
  readonly #take: (line: string) => void;
  readonly #decoder = new StringDecoder('utf8');
  /** The pieces of the unfinished line; joined once, so that a long line costs its length and not its square. */
  #pieces: string[] = [];
  #length = 0;

  constructor(take: (line: string) => void) {
    this.#take = take;
  }

  write(chunk: Buffer): void {
    this.#add(this.#decoder.write(chunk));
  }

  /** Hands over a last line that has no end. */
  end(): void {
    this.#add(this.#decoder.end());
    if (this.#length > 0) this.#finishLine();
  }

  #add(text: string): void {
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      this.#pieces.push(text.slice(start, end));
      this.#finishLine();
      start = end + 1;
    }
    if (start === text.length) return;
    this.#pieces.push(text.slice(start));
    this.#length += text.length - start;
    if (this.#length > LONGEST_LINE) this.#finishLine();
  }

  #finishLine(): void {
    const line = this.#pieces.length === 1 ? (this.#pieces[0] ?? '') : this.#pieces.join('');
    this.#pieces = [];
    this.#length = 0;
    this.#take(line.endsWith('\r') ? line.slice(0, -1) : line);
  }
}
