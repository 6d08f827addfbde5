/** A file or folder of this machine, outside the working directory, that a command needs: under the same path where it runs. */
export interface RunnerMount {
  /** Absolute. */
  readonly path: string;
  /** Default false: for reading only. */
  readonly writable?: boolean;
}

/** A command for a task runner. */
export interface RunnerCommand {
  /** Program and arguments; no shell unless it is one. */
  readonly argv: readonly string[];
  /** Local folder with the task's files; becomes the command's working directory. */
  readonly directory: string;
  /** The whole environment beyond the runner's allow-list. */
  readonly environment: Readonly<Record<string, string>>;
  /** Image for runners that use one. */
  readonly containerImage?: string;
  /** What runners that do not see this machine's files have to bring along; the others ignore it. */
  readonly mounts?: readonly RunnerMount[];
  /** Takes a chunk of output. The runner reads no further until the promise resolves: back-pressure. */
  onStdout(chunk: Buffer): Promise<void>;
  onStderr(chunk: Buffer): Promise<void>;
}

/** How a command ended. A command that ran and failed is a result, not an error. */
export interface RunnerResult {
  /** 128 + number where a signal ended it. */
  readonly exitCode: number;
  readonly signal?: string;
  /** What the runner knows of the cause beyond the code, as a sentence: `The container ran out of memory (limit 64m).` */
  readonly cause?: string;
}

/** A runner with its properties and context bound. */
export interface BoundRunner {
  readonly type: string;
  /** See `RunnerDefinition.isolated`. */
  readonly isolated: boolean;
  /** See `RunnerDefinition.imageless`. */
  readonly imageless?: boolean;
  run(command: RunnerCommand): Promise<RunnerResult>;
}
