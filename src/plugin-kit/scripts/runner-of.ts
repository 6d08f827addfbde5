import type { RunnerNode } from '../../contract/flow.ts';
import { isMap, type Value, type ValueMap } from '../../util/values.ts';
import type { ScriptProperties } from './properties.ts';

const PROCESS = 'io.kestra.plugin.core.runner.Process';
const DOCKER = 'io.kestra.plugin.scripts.runner.docker.Docker';

/** The task runner that a script task asks for, in today's words or in the deprecated `runner` and `docker`; undefined for the default one. */
export function runnerOf({
  taskRunner,
  runner,
  docker,
}: Pick<ScriptProperties, 'taskRunner' | 'runner' | 'docker'>):
  | RunnerNode
  | { readonly type: string; readonly properties: ValueMap }
  | undefined {
  if (taskRunner !== undefined) return taskRunner;
  if (runner === 'PROCESS') return { type: PROCESS, properties: {} };
  if (runner === undefined && docker === undefined) return undefined;
  const { image: _image, ...properties } = isMap(docker as Value) ? (docker as ValueMap) : {};
  return { type: DOCKER, properties };
}

/** The image that the deprecated `docker` names, as authored. */
export function deprecatedImage({ docker }: Pick<ScriptProperties, 'docker'>): string | undefined {
  const { image } = isMap(docker as Value) ? (docker as ValueMap) : {};
  return typeof image === 'string' ? image : undefined;
}
