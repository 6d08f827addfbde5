import type { ProjectConfig } from './project-config.ts';

/** The GitHub environment of a namespace: its own, else the nearest parent's; undefined where none says one. */
export function environmentOf(config: ProjectConfig, namespace: string): string | undefined {
  const parts = namespace.split('.');
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join('.');
    const environment = Object.hasOwn(config.namespaces, name) ? config.namespaces[name]?.environment : undefined;
    if (environment !== undefined) return environment;
  }
  return undefined;
}
