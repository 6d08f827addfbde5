import type { DocumentPath, Problem, Rename, SourceRange } from '../contract/source.ts';

/** What a problem says; its place is given apart. */
export interface Finding {
  readonly rule: string;
  readonly message: string;
  readonly hint?: string | undefined;
  /** Default error. */
  readonly severity?: Problem['severity'];
  readonly rename?: Rename;
  readonly hideSource?: true;
}

/** Most problems told of one file; whoever has more mends these first. */
const MAX_PROBLEMS = 1000;

/** Gathers the problems of one file. */
export class ProblemList {
  readonly #file: string;
  readonly #found = new Map<string, Problem>();

  constructor(file: string) {
    this.#file = file;
  }

  /** Adds a problem unless the same one stands at the same place already. */
  add(finding: Finding, range: SourceRange, path?: DocumentPath): void {
    const { rule, message, hint, severity = 'error', rename, hideSource } = finding;
    const key = `${range.start.offset} ${rule} ${message}`;
    if (this.#found.has(key) || this.#found.size >= MAX_PROBLEMS) return;
    this.#found.set(key, {
      severity,
      rule,
      message,
      file: this.#file,
      range,
      ...(hint === undefined ? {} : { hint }),
      ...(path === undefined ? {} : { path }),
      ...(rename === undefined ? {} : { rename }),
      ...(hideSource === undefined ? {} : { hideSource }),
    });
  }

  get hasErrors(): boolean {
    return [...this.#found.values()].some((problem) => problem.severity === 'error');
  }

  /** In order of their places in the file. */
  sorted(): readonly Problem[] {
    return [...this.#found.values()].toSorted((a, b) => a.range.start.offset - b.range.start.offset);
  }
}
