import { join } from 'node:path';
import type { Command } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { UsageError } from '../../src/contract/errors.ts';
import { namespaceLine } from '../../src/contract/inherit-keys.ts';
import type { KvEntry, KvStore, KvType } from '../../src/contract/kv.ts';
import { openProject } from '../../src/project/project.ts';
import { findStateDirectory, locateStateDirectory } from '../../src/project/project-root.ts';
import { createLocalKv } from '../../src/storage/index.ts';
import { parseJson, printJson } from '../../src/util/json.ts';
import { parseDuration } from '../../src/util/duration.ts';
import { Decimal } from '../../src/util/decimal.ts';
import { didYouMean } from '../../src/util/nearest-name.ts';
import type { Value } from '../../src/util/values.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import type { RepositoryStore } from '../kv/repository-store.ts';
import { formatTable } from '../output/format-table.ts';
import { writeJson } from '../output/print-json.ts';

/** Dates end in the year 275760; nobody means that. */
const LONGEST_TTL = 100 * 366 * 24 * 3600 * 1000;

const types: readonly KvType[] = ['STRING', 'NUMBER', 'BOOLEAN', 'DATETIME', 'DATE', 'DURATION', 'JSON'];

const help = `
Examples:
  gitphony kv set GCP_LOCATION europe-west2 --namespace zoomcamp
  gitphony kv set limits '{"rows": 1000}' --type JSON --ttl P7D -n zoomcamp
  gitphony kv get GCP_LOCATION -n zoomcamp
  gitphony kv delete GCP_LOCATION -n zoomcamp
  gitphony kv list                              keys of every namespace
  gitphony kv list zoomcamp                     the same as: gitphony kv list -n zoomcamp
  gitphony kv list --github                     keys of the repository: variables and the branch gitphony-state`;

const githubHelp = 'the keys of the repository on GitHub; needs a token (GITPHONY_TOKEN, or gh auth login)';

interface NamespaceOptions {
  readonly namespace: string;
  readonly json?: boolean;
  readonly github?: boolean;
}

/** `gitphony kv get|set|delete|list`: the local store, or with `--github` the repository's, as flows see it by kv(). */
export const kvCommand: CommandModule = {
  configure(command: Command, finish) {
    command.addHelpText('after', help);
    const add = (name: string, description: string): Command =>
      command
        .command(name)
        .description(description)
        .requiredOption('-n, --namespace <namespace>', 'the namespace of the keys (required)')
        .option('--github', githubHelp);
    add('get', 'print a value')
      .argument('<key>')
      .option('--json', 'the whole entry as JSON')
      .action(async (key: string, options: NamespaceOptions) => finish(await get(key, options)));
    add('set', 'store a value')
      .argument('<key>')
      .argument('<value>')
      .option('--type <type>', `one of ${types.join(', ')}`, 'STRING')
      .option('--ttl <duration>', 'ISO 8601 duration after which the key counts as missing')
      .action(async (key: string, value: string, options: NamespaceOptions & { type: string; ttl?: string }) =>
        finish(await set(key, value, options)),
      );
    add('delete', 'remove a key')
      .argument('<key>')
      .action(async (key: string, options: NamespaceOptions) => finish(await remove(key, options)));
    command
      .command('list')
      .description('print every key')
      .argument('[namespace]', 'the namespace of the keys; default: all of them')
      .option('-n, --namespace <namespace>', 'the same')
      .option('--github', githubHelp)
      .option('--json', 'as JSON')
      .action(async (named: string | undefined, options: Partial<NamespaceOptions>) =>
        finish(await list(withNamespace(named, options))),
      );
  },
};

/** The namespace may stand alone or behind `-n`, but only once. */
function withNamespace(named: string | undefined, options: Partial<NamespaceOptions>): Partial<NamespaceOptions> {
  const { namespace } = options;
  if (named === undefined || named === namespace) return options;
  if (namespace === undefined) return { ...options, namespace: named };
  throw new UsageError('KV_NAMESPACE', `expected one namespace, got "${named}" and --namespace "${namespace}"`, {
    hint: `gitphony kv list ${namespace}`,
  });
}

async function openStore(namespace: string, access: 'read' | 'write' = 'read'): Promise<KvStore> {
  const { root } = await openProject(process.cwd());
  const state = access === 'write' ? findStateDirectory(root) : locateStateDirectory(root);
  return createLocalKv({ directory: join(state, 'kv'), namespace });
}

async function openRepository(access: 'read' | 'write'): Promise<RepositoryStore> {
  const { openRepositoryStore } = await import('../kv/repository-store.ts');
  return openRepositoryStore(access);
}

async function get(key: string, { namespace, json, github }: NamespaceOptions): Promise<ExitCode> {
  const entry = await (github === true
    ? (await openRepository('read')).get(key, namespace)
    : (await openStore(namespace)).get(key));
  if (entry === undefined) throw await missing(key, namespace, github);
  if (json === true) await writeJson(entry);
  else process.stdout.write(`${printValue(entry.value)}\n`);
  return 0;
}

async function set(
  key: string,
  text: string,
  { namespace, type, ttl, github }: NamespaceOptions & { type: string; ttl?: string },
): Promise<ExitCode> {
  const kvType = types.find((candidate) => candidate === type.toUpperCase());
  if (kvType === undefined) {
    throw new UsageError('KV_TYPE', `expected --type to be one of ${types.join(', ')}, got "${type}"`, {
      hint: didYouMean(type, types),
    });
  }
  const expiresAt = ttl === undefined ? undefined : new Date(Date.now() + readTtl(ttl)).toISOString();
  const entry: KvEntry = {
    key,
    type: kvType,
    value: readValue(text, kvType),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
  if (github === true) {
    const place = await (await openRepository('write')).set(entry, namespace);
    process.stderr.write(
      place === 'branch'
        ? 'set on the branch gitphony-state\n'
        : 'set as a variable; of two that write it at once the last one wins\n',
    );
  } else await (await openStore(namespace, 'write')).set(entry);
  return 0;
}

async function remove(key: string, { namespace, github }: NamespaceOptions): Promise<ExitCode> {
  if (github === true) {
    if (await (await openRepository('write')).delete(key, namespace)) return 0;
    throw await missing(key, namespace, github);
  }
  if ((await (await openStore(namespace)).get(key)) === undefined) throw await missing(key, namespace);
  await (await openStore(namespace, 'write')).delete(key);
  return 0;
}

async function list({ namespace, json, github }: Partial<NamespaceOptions>): Promise<ExitCode> {
  if (github === true) return listRepository(namespace, json === true);
  if (namespace === undefined) return listAll(json === true);
  const entries = await (await openStore(namespace)).list();
  if (json === true) await writeJson(entries);
  else if (entries.length === 0) process.stdout.write(`no keys in ${namespace}\n`);
  else process.stdout.write(`${formatTable(['KEY', 'TYPE', 'VALUE', 'EXPIRES'], entries.map(toRow))}\n`);
  return 0;
}

async function listAll(json: boolean): Promise<ExitCode> {
  const store = await openStore('any');
  const found: (KvEntry & { readonly namespace: string })[] = [];
  for (const namespace of (await store.namespaces?.()) ?? []) {
    for (const entry of await store.list(namespace)) found.push({ namespace, ...entry });
  }
  if (json) await writeJson(found);
  else if (found.length === 0) process.stdout.write('no keys in any namespace\n');
  else {
    const rows = found.map((entry) => [entry.namespace, ...toRow(entry)]);
    process.stdout.write(`${formatTable(['NAMESPACE', 'KEY', 'TYPE', 'VALUE', 'EXPIRES'], rows)}\n`);
  }
  return 0;
}

function toRow({ key, type, value, expiresAt }: KvEntry): string[] {
  const text = printValue(value);
  return [key, type, text.length > 60 ? `${text.slice(0, 59)}…` : text, expiresAt ?? ''];
}

async function listRepository(namespace: string | undefined, json: boolean): Promise<ExitCode> {
  const keys = await (await openRepository('read')).list(namespace);
  if (json) await writeJson(keys);
  else if (keys.length === 0) process.stdout.write('no keys in the repository\n');
  else {
    const rows = keys.map(({ namespace: owner, entry, store, isHidden }) => [
      owner ?? '(all)',
      ...toRow(entry),
      isHidden ? `${store}, hidden by the branch` : store,
    ]);
    process.stdout.write(`${formatTable(['NAMESPACE', 'KEY', 'TYPE', 'VALUE', 'EXPIRES', 'STORE'], rows)}\n`);
  }
  return 0;
}

async function missing(key: string, namespace: string, github = false): Promise<UsageError> {
  const found = github
    ? (await (await openRepository('read')).list(namespace)).map(({ entry }) => entry)
    : await (await openStore(namespace)).list();
  const keys = found.map((entry) => entry.key);
  const above = await ownerAbove(key, namespace, github);
  return new UsageError('KV_NOT_FOUND', `expected a key of ${namespace}, found no "${key}"`, {
    hint:
      above === undefined
        ? didYouMean(key, keys)
        : `${above} has it, and flows of ${namespace} read it from there: -n ${above}`,
  });
}

/** The nearest namespace above that has the key. */
async function ownerAbove(key: string, namespace: string, github: boolean): Promise<string | undefined> {
  for (const above of namespaceLine(namespace).slice(1)) {
    const entry = github
      ? await (await openRepository('read')).get(key, above)
      : await (await openStore(above)).get(key);
    if (entry !== undefined) return above;
  }
  return undefined;
}

/** Milliseconds. */
function readTtl(text: string): number {
  let ttl: number;
  try {
    ttl = parseDuration(text);
  } catch (cause) {
    throw new UsageError('KV_TTL', `expected --ttl with an ISO 8601 duration above zero, got "${text}"`, {
      cause,
      hint: 'write 7 days as P7D, 90 minutes as PT90M',
    });
  }
  if (ttl > 0 && ttl <= LONGEST_TTL) return ttl;
  throw new UsageError('KV_TTL', `expected --ttl with a duration above zero and below 100 years, got "${text}"`);
}

function printValue(value: Value): string {
  return typeof value === 'string' ? value : printJson(value);
}

function readValue(text: string, type: KvType): Value {
  try {
    if (type === 'NUMBER') return readNumber(text);
    if (type === 'JSON') return parseJson(text);
    if (type === 'DURATION') parseDuration(text);
    if (type === 'DATE') Temporal.PlainDate.from(text, { overflow: 'reject' });
    if (type === 'DATETIME') Temporal.Instant.from(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError('KV_VALUE', `expected a value of type ${type}, got "${text}": ${reason}`, {
      cause,
      hint: shapes[type],
    });
  }
  return type === 'BOOLEAN' ? readBoolean(text) : text;
}

const shapes: Partial<Record<KvType, string>> = {
  DATE: 'write it as 2026-01-31',
  DATETIME: 'write it as 2026-01-31T09:00:00Z',
  DURATION: 'write it as PT1H30M',
};

function readNumber(text: string): Value {
  const value = parseJson(text);
  if (typeof value !== 'number' && typeof value !== 'bigint' && !(value instanceof Decimal)) {
    throw new Error('it is no number');
  }
  return value;
}

function readBoolean(text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  throw new UsageError('KV_VALUE', `expected true or false, got "${text}"`);
}
