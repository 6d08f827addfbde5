import type { RunContext } from '../../contract/run-context.ts';
import { newMap, type ValueMap } from '../../util/values.ts';
import { missingCommandOf } from './command-not-found.ts';
import { LineSplitter } from './line-splitter.ts';
import { readMarker } from './marker.ts';

/** How gzip, bzip2, xz, zstd and tar say that standard input ended too early. */
const unexpectedEnd =
  /stdin\b.*: (?:unexpected end of (?:file|input)|not in gzip format)|^zstd: .*stdin.*: unexpected end|^xz: \(stdin\): Unexpected end of input/i;

/** Reads what a command prints: markers become outputs and metrics, everything else a log line (stdout INFO, stderr ERROR). */
export class OutputReader {
  /** Outputs so far; of equal names the last one counts. */
  readonly vars: ValueMap = newMap();
  /** The last command that a shell said it does not have. */
  missingCommand: string | undefined;
  /** Whether a program said that its compressed input stopped short: behind a pipe, that a download gave nothing. */
  inputEnded = false;
  readonly #context: Pick<RunContext, 'log' | 'metric'>;
  readonly #stdout = new LineSplitter((line) => this.#take(line, 'INFO'));
  readonly #stderr = new LineSplitter((line) => this.#take(line, 'ERROR'));

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

  /** Takes what is left of unfinished lines. */
  end(): void {
    this.#stdout.end();
    this.#stderr.end();
  }

  #take(line: string, level: 'INFO' | 'ERROR'): void {
    const marker = readMarker(line);
    if (marker === undefined) {
      if (level === 'ERROR') this.missingCommand = missingCommandOf(line) ?? this.missingCommand;
      if (level === 'ERROR' && unexpectedEnd.test(line)) this.inputEnded = true;
      this.#context.log.log(level, line);
      return;
    }
    for (const [name, value] of Object.entries(marker.outputs)) this.vars[name] = value;
    for (const metric of marker.metrics) this.#context.metric(metric);
    for (const { level: own, message } of marker.logs) this.#context.log.log(own, message);
    for (const problem of marker.problems) this.#context.log.warn(problem);
  }
}
