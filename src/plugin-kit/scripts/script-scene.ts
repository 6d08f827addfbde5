import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunContext } from '../../contract/run-context.ts';
import type { BoundRunner, RunnerMount } from '../../contract/runner.ts';
import type { ValueMap } from '../../util/values.ts';
import type { ScriptProperties } from './properties.ts';
import { runnerOf } from './runner-of.ts';

/** What a script task has at hand while it gets ready: the folder, the variables of its templates, the runner. */
export class ScriptScene {
  readonly context: RunContext;
  readonly directory: string;
  readonly runner: BoundRunner;
  /** Variables that templates of the task see beside the usual ones. */
  readonly variables: ValueMap;
  /** The folder behind `{{ outputDir }}`, where the task asks for one. */
  readonly outputDirectory: string | undefined;
  readonly #scratch: string[] = [];
  readonly #mounts = new Map<string, RunnerMount>();

  private constructor(context: RunContext, directory: string, runner: BoundRunner, outputDirectory?: string) {
    this.context = context;
    this.directory = directory;
    this.runner = runner;
    this.outputDirectory = outputDirectory;
    this.variables = {
      workingDir: directory,
      ...(outputDirectory === undefined ? {} : { outputDir: outputDirectory }),
    };
  }

  static async open(context: RunContext, properties: ScriptProperties): Promise<ScriptScene> {
    const directory = await context.workingDirectory();
    const runner = await context.runner(runnerOf(properties));
    if (properties.outputDirectory !== true) return new ScriptScene(context, directory, runner);
    const outputDirectory = join(directory, scratchName(context, 'outputs'));
    const scene = new ScriptScene(context, directory, runner, outputDirectory);
    scene.#scratch.push(outputDirectory);
    await mkdir(outputDirectory, { recursive: true });
    return scene;
  }

  /** Has a file or folder of this machine where the command runs, under the same path. */
  mount(path: string, { writable = false }: { writable?: boolean } = {}): void {
    this.#mounts.set(path, { path, writable: writable || this.#mounts.get(path)?.writable === true });
  }

  /** What {@link mount} has taken so far. */
  get mounts(): readonly RunnerMount[] {
    return [...this.#mounts.values()];
  }

  /** A hidden path in the working directory, of this task run's own (siblings may share the folder), removed at the end. */
  scratchPath(suffix: string): string {
    const path = join(this.directory, scratchName(this.context, suffix));
    this.#scratch.push(path);
    return path;
  }

  /** Writes a file that only this command sees, and answers its path. */
  async writeScratch(suffix: string, content: string): Promise<string> {
    const path = this.scratchPath(suffix);
    await writeFile(path, content);
    return path;
  }

  /**
   * Writes a program and answers its path. Its name is no hidden one and could name a class: go ignores files that begin with a
   * dot, and JVM languages name classes after files.
   */
  async writeProgram(extension: string, content: string): Promise<string> {
    const { id, attempt } = this.context.taskRun;
    const path = join(this.directory, `gitphony_${id}_${attempt}${extension}`);
    this.#scratch.push(path);
    await writeFile(path, content);
    return path;
  }

  /** Removes what the scene made for itself, so that no glob of `outputFiles` finds it. */
  async close(): Promise<void> {
    await Promise.all(this.#scratch.map((path) => rm(path, { recursive: true, force: true })));
  }
}

function scratchName({ taskRun }: RunContext, suffix: string): string {
  return `.gitphony-${taskRun.id}-${taskRun.attempt}-${suffix}`;
}
