import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { UsageError } from '../contract/errors.ts';
import type { PluginDefault, PostgresService, ProjectConfig, RunsOn } from '../contract/project-config.ts';
import type { SchemaViolation } from '../contract/registry.ts';
import type { SourcePosition } from '../contract/source.ts';
import type { CloudSettings } from '../contract/workload-identity.ts';
import type { ValueMap } from '../util/values.ts';
import { unwrap } from '../util/values.ts';
import { readWatchdog, type WatchdogSetting } from './watchdog-setting.ts';
import { describeFault, settingsHint } from './config-fault.ts';
import { CONFIG_FILE } from './flow-files.ts';

export { CONFIG_FILE };

/** What holds where `gitphony.yaml` says nothing. */
export const defaultConfig: ProjectConfig = {
  action: { uses: './action' },
  services: {},
  runsOn: 'ubuntu-24.04',
  workerGroups: {},
  timeoutMinutes: 360,
  pluginDefaults: [],
  namespaces: {},
  runner: 'auto',
  history: 'auto',
  files: { limit: 1024 * 1024 },
  backfill: 'matrix',
  recoverMissedSchedules: 'ALL',
  webhooks: 'workflow_dispatch',
  cloud: {},
  kv: 'auto',
  deploy: 'none',
  branches: [],
  prices: { runners: {}, freeMinutes: 2000 },
  allowHttp: [],
  strict: false,
};

/** `gitphony.yaml` as written. */
interface ConfigFile {
  readonly action?: string;
  readonly services?: { readonly postgres?: 'embedded' | Partial<PostgresService> };
  readonly runsOn?: RunsOn;
  readonly pollingRunsOn?: RunsOn;
  readonly workerGroups?: Readonly<Record<string, RunsOn>>;
  readonly timeoutMinutes?: number;
  readonly pluginDefaults?: readonly ConfigDefault[];
  readonly namespaces?: Readonly<
    Record<string, { pluginDefaults?: readonly ConfigDefault[]; environment?: string; cloud?: CloudSettings }>
  >;
  readonly cloud?: CloudSettings;
  readonly runner?: ProjectConfig['runner'];
  readonly history?: ProjectConfig['history'];
  readonly files?: { readonly limit?: string; readonly retentionDays?: number };
  readonly backfill?: ProjectConfig['backfill'];
  readonly recoverMissedSchedules?: ProjectConfig['recoverMissedSchedules'];
  readonly watchdog?: false | WatchdogSetting;
  readonly pools?: Readonly<Record<string, number | { readonly limit: number; readonly flows?: readonly string[] }>>;
  readonly webhooks?: ProjectConfig['webhooks'];
  readonly kv?: ProjectConfig['kv'];
  readonly deploy?: ProjectConfig['deploy'];
  readonly branches?: Readonly<Record<string, string>>;
  readonly prices?: Partial<ProjectConfig['prices']>;
  readonly allowHttp?: readonly string[];
  readonly strict?: boolean;
}

interface ConfigDefault {
  readonly type: string;
  readonly forced?: boolean;
  readonly values: ValueMap;
}

/** Reads a project's settings. Fails with CONFIG_INVALID, naming every wrong place with line and column. */
export async function loadConfig(root: string): Promise<ProjectConfig> {
  const path = join(root, CONFIG_FILE);
  if (!existsSync(path)) return defaultConfig;
  const shown = relative(process.cwd(), path);
  return parseConfig(await readFile(path, 'utf8'), shown.startsWith('..') ? path : shown);
}

/** Checks the text of a `gitphony.yaml`; `file` is for messages. */
export async function parseConfig(text: string, file: string): Promise<ProjectConfig> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const at = (offset: number, message: string): ConfigFault => {
    const { line, col } = lineCounter.linePos(offset);
    return { message, position: { offset, line, column: col } };
  };
  const syntax = document.errors.map((error) => at(error.pos[0], error.message));
  if (syntax.length > 0) throw invalid(file, syntax);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (cause) {
    // Aliases that multiply: the only thing that a document without syntax errors is refused for.
    throw invalid(file, [at(0, cause instanceof Error ? cause.message : String(cause))]);
  }
  const { validateConfig } = await import('./generated/config-validator.js');
  const violations = validateConfig(unwrap(value as ValueMap));
  if (violations.length > 0) {
    // An `if` tells the same as what is wrong with its `then` or `else`.
    const faults = violations
      .filter(({ keyword }) => keyword !== 'if')
      .map((violation) => {
        const path = violation.instancePath
          .split('/')
          .slice(1)
          .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
        const node = document.getIn(path, true);
        return at(offsetOf(node, violation), describeFault(path, plainAt(value, path), violation));
      });
    throw invalid(
      file,
      faults.toSorted((a, b) => a.position.offset - b.position.offset),
    );
  }
  return fillDefaults(value as ConfigFile);
}

/** Where the violation stands: at the unknown key itself, else at the wrong value. */
function offsetOf(node: unknown, { keyword, params }: SchemaViolation): number {
  const { items, range } = (node ?? {}) as { items?: readonly unknown[]; range?: readonly number[] };
  const unknown = keyword === 'additionalProperties' ? params['additionalProperty'] : undefined;
  for (const item of unknown === undefined ? [] : (items ?? [])) {
    const { key } = item as { key?: { value?: unknown; range?: readonly number[] } };
    if (String(key?.value) === unknown) return key?.range?.[0] ?? 0;
  }
  return range?.[0] ?? 0;
}

function plainAt(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const step of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[step];
  return value;
}

interface ConfigFault {
  readonly message: string;
  readonly position: SourcePosition;
}

/** The first fault's place is the error's own; the others stand in the message, each behind its place. */
function invalid(file: string, faults: readonly ConfigFault[]): UsageError {
  const [first, ...rest] = faults.map(
    ({ message, position }) => `${file}:${position.line}:${position.column}: ${message}`,
  );
  const others = [...new Set(rest)].filter((line) => line !== first);
  return new UsageError('CONFIG_INVALID', [faults[0]?.message ?? '', ...others].join('\n'), {
    where: { file, ...(faults[0] === undefined ? {} : { position: faults[0].position }) },
    hint: settingsHint(),
  });
}

function fillDefaults(file: ConfigFile): ProjectConfig {
  const [uses = './action', version] = (file.action ?? './action').split(/ *# */);
  const namespaces = Object.entries(file.namespaces ?? {}).map(
    ([name, { pluginDefaults = [], environment, cloud }]) =>
      [
        name,
        {
          pluginDefaults: pluginDefaults.map(toDefault),
          ...(environment === undefined ? {} : { environment }),
          ...(cloud === undefined ? {} : { cloud }),
        },
      ] as const,
  );
  return {
    ...defaultConfig,
    action: { uses, ...(version === undefined ? {} : { version }) },
    services: file.services?.postgres === undefined ? {} : { postgres: toService(file.services.postgres) },
    runsOn: file.runsOn ?? defaultConfig.runsOn,
    ...(file.pollingRunsOn === undefined ? {} : { pollingRunsOn: file.pollingRunsOn }),
    workerGroups: file.workerGroups ?? defaultConfig.workerGroups,
    timeoutMinutes: file.timeoutMinutes ?? defaultConfig.timeoutMinutes,
    pluginDefaults: (file.pluginDefaults ?? []).map(toDefault),
    namespaces: Object.fromEntries(namespaces),
    runner: file.runner ?? defaultConfig.runner,
    history: file.history ?? defaultConfig.history,
    files: toFiles(file.files ?? {}),
    backfill: file.backfill ?? defaultConfig.backfill,
    recoverMissedSchedules: file.recoverMissedSchedules ?? defaultConfig.recoverMissedSchedules,
    ...(file.watchdog === undefined || file.watchdog === false ? {} : { watchdog: readWatchdog(file.watchdog) }),
    ...(file.pools === undefined ? {} : { pools: readPools(file.pools) }),
    webhooks: file.webhooks ?? defaultConfig.webhooks,
    cloud: file.cloud ?? defaultConfig.cloud,
    kv: file.kv ?? defaultConfig.kv,
    deploy: file.deploy ?? defaultConfig.deploy,
    branches: Object.entries(file.branches ?? {}).map(([pattern, environment]) => ({ pattern, environment })),
    prices: { ...defaultConfig.prices, ...file.prices },
    allowHttp: (file.allowHttp ?? defaultConfig.allowHttp).map((host) => host.toLowerCase()),
    strict: file.strict ?? defaultConfig.strict,
  };
}

const units = { KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;

function toFiles({ limit, retentionDays }: NonNullable<ConfigFile['files']>): ProjectConfig['files'] {
  const [, count, unit] = /^(\d+)(KiB|MiB|GiB)$/.exec(limit ?? '') ?? [];
  const bytes = unit === undefined ? defaultConfig.files.limit : Number(count) * units[unit as keyof typeof units];
  return { limit: bytes, ...(retentionDays === undefined ? {} : { retentionDays }) };
}

/** A number alone is a limit whose flows say their pool by a label. */
function readPools(written: NonNullable<ConfigFile['pools']>): NonNullable<ProjectConfig['pools']> {
  const entries = Object.entries(written).map(([name, pool]) => {
    const { limit, flows = [] } = typeof pool === 'number' ? { limit: pool } : pool;
    return [name, { limit, flows }] as const;
  });
  return Object.fromEntries(entries);
}

function toService(written: 'embedded' | Partial<PostgresService>): PostgresService {
  return { local: 'embedded', github: 'scratch', ...(written === 'embedded' ? {} : written) };
}

function toDefault({ type, forced = false, values }: ConfigDefault): PluginDefault {
  return { type, forced, values };
}

/** The defaults that hold in a namespace, weakest first: the project's, then each parent namespace's, then its own. */
export function pluginDefaultsOf(config: ProjectConfig, namespace: string): readonly PluginDefault[] {
  const parts = namespace.split('.');
  const own = parts.flatMap((_, index) => {
    const name = parts.slice(0, index + 1).join('.');
    return Object.hasOwn(config.namespaces, name) ? (config.namespaces[name]?.pluginDefaults ?? []) : [];
  });
  return [...config.pluginDefaults, ...own];
}
