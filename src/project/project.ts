import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { PluginRegistry } from '../contract/registry.ts';
import type { ProjectConfig } from '../contract/project-config.ts';
import { type ParsedFlow, parseFlow } from '../flow/index.ts';
import { builtinRegistry } from '../plugins/registry.ts';
import { loadConfig, pluginDefaultsOf } from './config.ts';
import { projectPath } from './flow-files.ts';
import { findProjectRoot } from './project-root.ts';

/** A repository (or a folder) with flows: its root, its settings, the types it may use. */
export interface Project {
  /** Absolute. */
  readonly root: string;
  readonly config: ProjectConfig;
  readonly registry: PluginRegistry;
}

/** Opens the project that a path belongs to. Fails with CONFIG_INVALID where its settings are wrong. */
export async function openProject(path: string): Promise<Project> {
  const root = findProjectRoot(path);
  return { root, config: await loadConfig(root), registry: builtinRegistry };
}

/** Reads and validates one flow file with the project's plugin defaults laid under it. */
export async function readFlow(project: Project, file: string): Promise<ParsedFlow> {
  const bytes = await readFile(file);
  return parseFlow(
    { file: projectPath(project.root, file), bytes },
    {
      registry: project.registry,
      sha256: (content) => createHash('sha256').update(content).digest('hex'),
      pluginDefaults: (namespace) => pluginDefaultsOf(project.config, namespace),
    },
  );
}
