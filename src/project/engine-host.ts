import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { poolsOf } from '../contract/pools-of.ts';
import type { EngineHost } from '../contract/engine-host.ts';
import type { Flow } from '../contract/flow.ts';
import type { ProjectConfig } from '../contract/project-config.ts';
import { inheritKeys } from '../contract/inherit-keys.ts';
import { createLocalKv, createLocalStorage } from '../storage/index.ts';
import { callFlow } from './call-flow.ts';
import { listNamespaceFiles } from './namespace-files.ts';
import { openNamespaceFolder } from './namespace-folder.ts';
import type { Project } from './project.ts';
import { findStateDirectory, locateStateDirectory } from './project-root.ts';
import { resumePaused } from './resume-paused.ts';
import { loadEnvironment, loadSecrets } from './secrets.ts';

const PROCESS = 'io.kestra.plugin.core.runner.Process';
const DOCKER = 'io.kestra.plugin.scripts.runner.docker.Docker';

const defaultRunners: Readonly<Record<ProjectConfig['runner'], readonly string[]>> = {
  auto: [DOCKER, PROCESS],
  docker: [DOCKER],
  process: [PROCESS],
};

/** What a door adds to a project to make a host for the engine. */
export interface HostOptions extends Pick<EngineHost, 'onEvent' | 'onLog'> {
  /** Secrets from services. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Where executions and storage live; default: the project's own state folder. */
  readonly stateDirectory?: string;
  /** For a flow that another one calls: it takes no slot of a pool. Default false. */
  readonly isCalled?: boolean;
  /** Only reads: no folder is made. Default false. */
  readonly readOnly?: boolean;
  /** What runs script tasks without a taskRunner. Default: what the project's settings say. */
  readonly runner?: ProjectConfig['runner'];
  /** Another KV store than the local one. */
  readonly kv?: EngineHost['kv'];
  /** The login without a key: that of a job on GitHub. */
  readonly identity?: EngineHost['identity'];
  /** Secrets from services that a called flow needs. Default: those above. */
  readonly secretsFor?: (flow: Flow) => Promise<Readonly<Record<string, string>>>;
}

/** A host over the project's own state folder: what the command line and the action run the engine with. */
export async function createEngineHost(project: Project, options: HostOptions = {}): Promise<EngineHost> {
  const { readOnly = false } = options;
  const state =
    options.stateDirectory ?? (readOnly ? locateStateDirectory(project.root) : findStateDirectory(project.root));
  const executionsDirectory = join(state, 'executions');
  const temporaryDirectory = join(state, 'tmp');
  const needed = readOnly ? [] : [executionsDirectory, temporaryDirectory];
  await Promise.all(needed.map((directory) => mkdir(directory, { recursive: true })));
  const kvDirectory = join(state, 'kv');
  return {
    registry: project.registry,
    executionsDirectory,
    temporaryDirectory,
    defaultRunners: defaultRunners[options.runner ?? project.config.runner],
    storage: createLocalStorage({ root: join(state, 'storage') }),
    kv: options.kv ?? ((namespace) => inheritKeys(createLocalKv({ directory: kvDirectory, namespace }), namespace)),
    secrets: loadSecrets(project.root, options.secrets),
    environment: loadEnvironment(project.root),
    http: async (request) => {
      const { callHttp } = await import('./http-function/http-function.ts');
      return callHttp(request, { allowed: project.config.allowHttp });
    },
    globals: {},
    namespaceFiles: (namespace) => listNamespaceFiles(project.root, namespace),
    cacheDirectory: join(state, 'cache'),
    limitsDirectory: join(state, 'limits'),
    ...(options.isCalled === true ? {} : { poolOf: (flow) => poolsOf(project.config, flow)[0] }),
    callFlow: (call) => callFlow(project, call, (flow) => hostForCalled(project, options, flow)),
    resumeExecution: (id, inputs) => resumePaused(project, id, inputs, (flow) => hostForCalled(project, options, flow)),
    namespaceFolder: (namespace) => openNamespaceFolder(project.root, namespace),
    ...(options.identity === undefined ? {} : { identity: options.identity }),
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
    ...(options.onLog === undefined ? {} : { onLog: options.onLog }),
  };
}

/** A called flow has a record of its own, which nobody watches here. */
async function hostForCalled(project: Project, options: HostOptions, flow: Flow): Promise<EngineHost> {
  const { onEvent: _event, onLog: _log, ...rest } = options;
  const more = await options.secretsFor?.(flow);
  // It runs within the slot of its caller, who waits for it.
  return createEngineHost(project, { ...rest, isCalled: true, secrets: { ...options.secrets, ...more } });
}
