import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../contract/errors.ts';
import type { PluginRegistry } from '../contract/registry.ts';
import type { ProjectConfig } from '../contract/project-config.ts';
import { type ParsedFlow, parseFlow } from '../flow/index.ts';
import { builtinRegistry } from '../plugins/registry.ts';
import { loadConfig, pluginDefaultsOf } from './config.ts';
import { CONFIG_FILE, projectPath } from './flow-files.ts';
import { findProjectRoot, findRepositoryFolder } from './project-root.ts';

/** A repository (or a folder) with flows: its root, its settings, the types it may use. */
export interface Project {
  /** Absolute; flows/, subflows/ and namespace-files/ lie below it. */
  readonly root: string;
  /** Absolute: where gitphony.yaml and .github/ lie, and what paths of flow files are relative to. The root, but in a monorepo. */
  readonly repository: string;
  readonly config: ProjectConfig;
  readonly registry: PluginRegistry;
}

/** Opens the project that a path belongs to. Fails with CONFIG_INVALID where its settings are wrong. */
export async function openProject(path: string): Promise<Project> {
  const root = findProjectRoot(path);
  const repository = findRepositoryFolder(root);
  const config = await loadConfig(repository);
  if (!existsSync(root)) {
    throw new UsageError(
      'CONFIG_INVALID',
      `expected the folder ${projectPath(repository, root)} of root:, found none`,
      {
        where: { file: join(repository, CONFIG_FILE) },
        hint: 'make it, or correct root: in gitphony.yaml',
      },
    );
  }
  return { root, repository, config, registry: builtinRegistry };
}

/** Reads and validates one flow file with the project's plugin defaults laid under it. */
export async function readFlow(project: Project, file: string): Promise<ParsedFlow> {
  // Commands read hundreds of small files one after another; each trip through Node's thread pool would cost more than the reading.
  const bytes = readFileSync(file);
  return parseFlow(
    { file: projectPath(project.repository, file), bytes },
    {
      registry: project.registry,
      sha256: (content) => createHash('sha256').update(content).digest('hex'),
      strict: project.config.strict,
      pluginDefaults: (namespace) => pluginDefaultsOf(project.config, namespace),
    },
  );
}
