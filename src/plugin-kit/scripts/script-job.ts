import { selfRendered, Type } from '../../contract/schema.ts';
import type { SourcePosition } from '../../contract/source.ts';
import { renderText, renderTextList } from '../render-text.ts';
import type { ScriptScene } from './script-scene.ts';
import { withLocalPaths } from './stored-files.ts';

/** Why a script failed. */
export interface ScriptFault {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** In the flow file. */
  readonly position?: SourcePosition;
}

/** What a language adds to a script task. */
export interface ScriptJob {
  /** The image for runners that use one, where the task names none. */
  readonly image?: string;
  /** The shell commands that do the work, behind `beforeCommands`. */
  commands(scene: ScriptScene): Promise<readonly string[]>;
  /** Environment variables for them; `environment` is the task's own, which win. */
  environment?(scene: ScriptScene, environment: ReadonlyMap<string, string>): Promise<Readonly<Record<string, string>>>;
  /** The interpreter where the task names none. Default `/bin/sh -c`. */
  readonly interpreter?: readonly string[];
  /** The command that makes the interpreter end at the first failure (`failFast`). Default `set -e`, for shells. */
  readonly stopOnError?: string;
  /** Why the command failed, where the language knows it better than the exit code; asked before the working folder is cleared. */
  fault?(): Promise<ScriptFault | undefined>;
  /** Commands that make the language ready, before the task's own `beforeCommands`. */
  readonly prepare?: readonly string[];
}

/** The `commands` property of tasks that run commands. */
export const commandsProperty = selfRendered(
  Type.Union([Type.Array(Type.String(), { minItems: 1 }), Type.String()], {
    description: 'The commands, one after another in one shell. URIs of stored files become local paths.',
  }),
);

/** The `script` property of tasks that run a script. */
export const scriptProperty = selfRendered(
  Type.String({
    description:
      'The script itself, not a path to one. Templates in it are rendered first: hand over values from outside by `env`.',
    minLength: 1,
  }),
);

/** A job that runs commands as they are. */
export function commandLines(commands: unknown): Pick<ScriptJob, 'commands'> {
  return {
    async commands(scene) {
      const rendered = await renderTextList(scene.context, commands, scene.variables);
      return Promise.all(rendered.map((command) => withLocalPaths(scene, command)));
    },
  };
}

/** A job that hands a script to the interpreter as text. */
export function inlineScript(script: string): Pick<ScriptJob, 'commands'> {
  return commandLines([script]);
}

/**
 * A job that writes a script to a file in the working directory and runs that; `command` gets the file's absolute path. Modules
 * and data beside it are found, as in Kestra; the file is gone before `outputFiles` are looked for.
 */
export function scriptFile(
  script: string,
  extension: string,
  command: (path: string) => string,
): Pick<ScriptJob, 'commands'> {
  return {
    async commands(scene) {
      const text = await renderText(scene.context, script, scene.variables);
      const path = await scene.writeProgram(extension, await withLocalPaths(scene, text));
      return [command(path)];
    },
  };
}
