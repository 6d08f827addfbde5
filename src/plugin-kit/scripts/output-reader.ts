import type { RunContext } from '../../contract/run-context.ts';
import { newMap, type ValueMap } from '../../util/values.ts';
import { missingCommandOf } from './command-not-found.ts';
import { BlockSplitter } from './line-splitter.ts';
import { type Marker, readMarker } from './marker.ts';
import { Tail } from './tail.ts';

/** How gzip, bzip2, xz, zstd and tar say that standard input ended too early. */
const unexpectedEnd =
  /stdin\b.*: (?:unexpected end of (?:file|input)|not in gzip format)|^zstd: .*stdin.*: unexpected end|^xz: \(stdin\): Unexpected end of input/i;

/** A word of each message that is looked for. */
const possibleCause = /not found|unexpected end|not in gzip format/i;

/** Reads what a command prints: markers become outputs and metrics, everything else a log line (stdout INFO, stderr ERROR). */
export class OutputReader {
  /** Outputs so far; of equal names the last one counts. */
  readonly vars: ValueMap = newMap();
  /** The last command that a shell said it does not have. */
  missingCommand: string | undefined;
  /** Whether a program said that its compressed input stopped short: behind a pipe, that a download gave nothing. */
  inputEnded = false;
  readonly #context: Pick<RunContext, 'log' | 'metric'>;
  readonly #tails = { INFO: new Tail(), ERROR: new Tail() };
  readonly #stdout = new BlockSplitter((block) => this.#take(block, 'INFO'));
  readonly #stderr = new BlockSplitter((block) => this.#take(block, 'ERROR'));

  constructor(context: Pick<RunContext, 'log' | 'metric'>) {
    this.#context = context;
  }

  async onStdout(chunk: Buffer): Promise<void> {
    this.#stdout.write(chunk);
    await this.#context.log.drained?.();
  }

  async onStderr(chunk: Buffer): Promise<void> {
    this.#stderr.write(chunk);
    await this.#context.log.drained?.();
  }

  /** The last lines of the error output, or of the output where there is none. */
  get lastLines(): readonly string[] {
    const errors = this.#tails.ERROR.lines();
    return errors.length > 0 ? errors : this.#tails.INFO.lines();
  }

  /** Takes what is left of unfinished lines. */
  end(): void {
    this.#stdout.end();
    this.#stderr.end();
  }

  #take(block: string, level: 'INFO' | 'ERROR'): void {
    this.#tails[level].add(block);
    if (level === 'ERROR') this.#lookForCauses(block);
    if (!mayHoldMarker(block)) {
      this.#log(level, block);
      return;
    }
    for (const line of block.split('\n')) {
      const marker = readMarker(line);
      if (marker === undefined) this.#context.log.log(level, line);
      else this.#takeMarker(marker);
    }
  }

  #takeMarker({ outputs, metrics, logs, problems }: Marker): void {
    for (const [name, value] of Object.entries(outputs)) this.vars[name] = value;
    for (const metric of metrics) this.#context.metric(metric);
    for (const { level, message } of logs) this.#context.log.log(level, message);
    for (const problem of problems) this.#context.log.warn(problem);
  }

  #lookForCauses(block: string): void {
    if (!possibleCause.test(block)) return;
    for (const line of block.split('\n')) {
      this.missingCommand = missingCommandOf(line) ?? this.missingCommand;
      if (unexpectedEnd.test(line)) this.inputEnded = true;
    }
  }

  #log(level: 'INFO' | 'ERROR', block: string): void {
    const { log } = this.#context;
    if (log.lines !== undefined) log.lines(level, block);
    else for (const line of block.split('\n')) log.log(level, line);
  }
}

/** Tells in one look over a block of lines that none of them is a marker. */
function mayHoldMarker(block: string): boolean {
  return block.startsWith('::{') || block.includes('\n::{');
}
