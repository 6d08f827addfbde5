import { StringDecoder } from 'node:string_decoder';

/** Characters after which a line is cut: a program that never ends its line must not fill the memory. */
const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * Cuts a stream of chunks into blocks of whole lines, whatever the chunks' borders (also inside a character). A line ends with
 * LF or CRLF; in a block LF stands between the lines, and none behind the last one. A line of more than 16 Mi characters is
 * handed over in pieces, each as a line.
 */
export class BlockSplitter {
  readonly #take: (block: string) => void;
  readonly #decoder = new StringDecoder('utf8');
  /** The pieces of the unfinished line; joined once, so that a long line costs its length and not its square. */
  #pieces: string[] = [];
  #length = 0;

  constructor(take: (block: string) => void) {
    this.#take = take;
  }

  write(chunk: Buffer): void {
    this.#add(this.#decoder.write(chunk));
  }

  /** Hands over a last line that has no end. */
  end(): void {
    this.#add(this.#decoder.end());
    if (this.#length > 0) this.#finish();
  }

  #add(text: string): void {
    const end = text.lastIndexOf('\n');
    if (end !== -1) {
      this.#pieces.push(text.slice(0, end));
      this.#finish();
    }
    if (end + 1 === text.length) return;
    this.#pieces.push(text.slice(end + 1));
    this.#length += text.length - end - 1;
    if (this.#length > LONGEST_LINE) this.#finish();
  }

  #finish(): void {
    const block = this.#pieces.length === 1 ? (this.#pieces[0] ?? '') : this.#pieces.join('');
    this.#pieces = [];
    this.#length = 0;
    this.#take(block.includes('\r') ? block.replaceAll('\r\n', '\n').replace(/\r$/u, '') : block);
  }
}

/** As {@link BlockSplitter}, line by line. */
export class LineSplitter extends BlockSplitter {
  constructor(take: (line: string) => void) {
    super((block) => {
      for (const line of block.split('\n')) take(line);
    });
  }
}
