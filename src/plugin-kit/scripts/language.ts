import type { ScriptJob } from './script-job.ts';
import type { ScriptScene } from './script-scene.ts';

/** What makes a family of script tasks: `io.kestra.plugin.scripts.<family>.Script` and `.Commands`. */
export interface Language extends Pick<ScriptJob, 'interpreter' | 'stopOnError' | 'prepare'> {
  /** The last part of the package's name: `node`. */
  readonly family: string;
  /** How people call it: `Node.js`. */
  readonly name: string;
  /** The image of a container where the task names none; the same as Kestra's. */
  readonly image: string;
  /** Of the file that an inline script is written to, with its dot. */
  readonly extension: string;
  /** The command that runs the file of an inline script: words in front of its path, or made from the absolute path. */
  readonly run: string | ((path: string) => string);
  /** Environment variables for it; `own` is the task's, which win, `text` its script or commands as they are written. */
  readonly environment?: (
    scene: ScriptScene,
    own: ReadonlyMap<string, string>,
    text: string,
  ) => Promise<Readonly<Record<string, string>>>;
  /** Where the types are not run for real by the project's tests: what they check instead. Shown on the types' pages. */
  readonly unproven?: string;
}
