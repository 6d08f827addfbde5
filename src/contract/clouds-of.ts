import { namespaceLine } from './inherit-keys.ts';
import type { ProjectConfig } from './project-config.ts';
import type { CloudSettings } from './workload-identity.ts';

/** The logins without keys of a namespace: for each cloud its own, else the nearest parent's, else the project's. */
export function cloudsOf(config: Pick<ProjectConfig, 'cloud' | 'namespaces'>, namespace: string): CloudSettings {
  const line = namespaceLine(namespace).map((name) =>
    Object.hasOwn(config.namespaces, name) ? config.namespaces[name]?.cloud : undefined,
  );
  const found = [...line, config.cloud].filter((each) => each !== undefined);
  return Object.assign({}, ...found.toReversed()) as CloudSettings;
}
