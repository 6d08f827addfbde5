import type { BoundRunner } from '../../../contract/runner.ts';
import type { ScriptScene } from '../../../plugin-kit/scripts/script-scene.ts';
import { runTool, type ToolRun } from '../../../plugin-kit/scripts/run-tool.ts';

/** Runs tools on this machine, whatever runs the task itself. */
export interface Host {
  /** PATH as the task sets it, else this process's. */
  readonly path: string;
  /** `more` comes on top of what tools inherit, PATH and the settings of package managers. */
  run(argv: readonly string[], more?: Readonly<Record<string, string>>): Promise<ToolRun>;
}

/** Settings of uv and pip (mirrors, credentials, certificates); by a process's environment, or by the `env` of a task. */
const setting = /^(?:UV|PIP)_[A-Z0-9_]+$/u;

/** The settings of package managers in an environment. */
export function packageSettings(environment: Iterable<readonly [string, string | undefined]>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of environment) if (value !== undefined && setting.test(name)) found[name] = value;
  return found;
}

/** The machine that this process runs on, with the variables that the task's `env` gives. */
export async function openHost(scene: ScriptScene, environment: ReadonlyMap<string, string>): Promise<Host> {
  const runner: BoundRunner = scene.runner.isolated
    ? await scene.context.runner({ type: 'io.kestra.plugin.core.runner.Process', properties: {} })
    : scene.runner;
  const path = environment.get('PATH') ?? process.env['PATH'] ?? '';
  const settings = { ...packageSettings(Object.entries(process.env)), ...packageSettings(environment), PATH: path };
  return {
    path,
    run: (argv, more = {}) =>
      runTool(runner, { argv, directory: scene.directory, environment: { ...settings, ...more } }),
  };
}
