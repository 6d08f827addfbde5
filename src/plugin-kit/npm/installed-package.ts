import { createHash } from 'node:crypto';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { TaskError } from '../../contract/errors.ts';
import type { RunContext } from '../../contract/run-context.ts';
import { LineSplitter } from '../scripts/line-splitter.ts';

/** A package that is installed when a task first needs it: too heavy, or too native, for the bundle. */
export interface OptionalPackage {
  /** For people, e.g. `DuckDB`. */
  readonly title: string;
  /** Name of the folder in the cache. */
  readonly name: string;
  /** A whole lock file: versions and checksums of the package and all that it needs. */
  readonly lock: PackageLock;
}

/** What of package-lock.json we read; npm reads the rest. */
interface PackageLock {
  readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What npm needs of our environment to reach its registry. */
const HANDED_ON =
  /^(?:npm_config_(?:registry|cache|userconfig|cafile|strict_ssl|proxy|https_proxy|noproxy)|https?_proxy|no_proxy|node_extra_ca_certs)$/i;

/** Where installed packages are kept between runs. */
function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'gitphony', 'npm');
}

/**
 * The folder that holds `node_modules` with the package: the one of an earlier run, or a new one by `npm ci`, which takes the
 * versions of the lock and checks every archive against its checksum. No install script runs. A folder is made beside and
 * renamed, so that a killed installation leaves no half one.
 * @throws TaskError PACKAGE_NOT_INSTALLED
 */
export async function installedPackage(
  { title, name, lock }: OptionalPackage,
  context: Pick<RunContext, 'runner' | 'log' | 'taskRun'>,
): Promise<string> {
  const text = `${JSON.stringify(lock, null, 2)}\n`;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const folder = join(cacheFolder(), `${name}-${process.platform}-${process.arch}-${digest}`);
  if (await exists(folder)) return folder;
  const partial = `${folder}.${context.taskRun.id}-${process.pid}`;
  context.log.info(`Installing ${title} (once on this machine)`);
  try {
    await mkdir(partial, { recursive: true });
    await writeFile(join(partial, 'package.json'), JSON.stringify({ private: true, ...lock.packages[''] }));
    await writeFile(join(partial, 'package-lock.json'), text);
    await runNpm(title, partial, context);
    await rename(partial, folder).catch(async (error: unknown) => {
      // Another run was faster: its folder holds the same.
      if (!(await exists(folder))) throw error;
    });
    return folder;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function runNpm(title: string, directory: string, context: Pick<RunContext, 'runner' | 'log'>): Promise<void> {
  const lines: string[] = [];
  const note = new LineSplitter((line) => {
    lines.push(line);
    context.log.debug(`npm: ${line}`);
  });
  // Here, and in no container: the package is loaded into this process.
  const here = await context.runner({ type: 'io.kestra.plugin.core.runner.Process', properties: {}, path: [] });
  const result = await here
    .run({
      argv: ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      directory,
      environment: npmSettings(),
      onStdout: async (chunk) => note.write(chunk),
      onStderr: async (chunk) => note.write(chunk),
    })
    .catch((cause: unknown) => {
      throw notInstalled(title, cause instanceof Error ? cause.message : String(cause), cause);
    });
  note.end();
  if (result.exitCode !== 0) {
    throw notInstalled(title, `npm ended with exit code ${result.exitCode}: ${lines.slice(-5).join('\n')}`);
  }
}

/** A registry, a proxy and its certificates that the environment sets count here too; commands inherit an allow-list only. */
function npmSettings(): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (HANDED_ON.test(name) && value !== undefined) settings[name] = value;
  }
  return settings;
}

function notInstalled(title: string, reason: string, cause?: unknown): TaskError {
  return new TaskError('PACKAGE_NOT_INSTALLED', `${title} could not be installed on this machine: ${reason}`, {
    hint: 'It is installed by npm on first use: check that `npm ping` works here, or run the flow where Gitphony’s own node_modules are installed.',
    cause,
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
