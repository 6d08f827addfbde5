import type { SourcePosition } from './source.ts';

/** Where in the user's own files, and in which task, an error belongs. */
export interface ErrorPlace {
  /** Path as the user gave it, or relative to the project's root. */
  readonly file?: string;
  readonly position?: SourcePosition;
  readonly taskId?: string;
  /** 1-based. */
  readonly attempt?: number;
}

/** What an error needs beside its message. */
export interface ErrorOptions {
  readonly where?: ErrorPlace;
  /** How to fix it: one sentence, imperative. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
  /** Whether trying again can help without anybody changing anything. Default false. */
  readonly retryable?: boolean;
}

/**
 * Every error that a user may meet. The message says what was expected and what came; `hint` says how to fix it.
 * `code` is a stable, upper-snake-case name that scripts may rely on.
 */
export class GitphonyError extends Error {
  /** Written out: a bundle shortens the names of classes. */
  override readonly name: string = 'GitphonyError';
  readonly code: string;
  readonly where: ErrorPlace;
  readonly hint: string | undefined;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.where = options.where ?? {};
    this.hint = options.hint;
    this.retryable = options.retryable ?? false;
  }
}

/** The user's request cannot be carried out as given (flow, input, name, option): exit code 2. */
export class UsageError extends GitphonyError {
  override readonly name: string = 'UsageError';
}

/**
 * A task could not do its work: its task run ends FAILED (and is retried where the flow says so).
 * `outputs` are what it had produced by then; they stay readable in `outputs.<task>`.
 */
export class TaskError extends GitphonyError {
  override readonly name: string = 'TaskError';
  readonly outputs: Readonly<Record<string, unknown>> | undefined;
  /** What a command said last; the log has it already, other readers have not. */
  readonly lastLines: readonly string[];

  constructor(
    code: string,
    message: string,
    options: ErrorOptions & {
      readonly outputs?: Readonly<Record<string, unknown>>;
      readonly lastLines?: readonly string[];
    } = {},
  ) {
    super(code, message, { retryable: true, ...options });
    this.outputs = options.outputs;
    this.lastLines = options.lastLines ?? [];
  }
}
