import type * as duckdbApi from '@duckdb/node-api';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { RunContext } from '../../../contract/run-context.ts';
import { installedPackage } from '../../../plugin-kit/npm/installed-package.ts';
import lock from './duckdb-lock.json' with { type: 'json' };

/** DuckDB's client for Node. */
export type Duckdb = typeof duckdbApi;

/** An open connection. */
export type DuckdbConnection = duckdbApi.DuckDBConnection;

/** What loading needs of a context. */
export type LoadContext = Pick<RunContext, 'runner' | 'log' | 'taskRun'>;

let loading: Promise<Duckdb> | undefined;

/**
 * Loads DuckDB: from node_modules where Gitphony was installed by npm, else (the action is a bundle of plain JavaScript)
 * from a cache, into which npm puts it on first use.
 * @throws TaskError PACKAGE_NOT_INSTALLED
 */
export async function loadDuckdb(context: LoadContext): Promise<Duckdb> {
  loading ??= load(context);
  try {
    return await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

/** DuckDB where Gitphony was installed by npm; undefined where it would have to be fetched first. */
export async function duckdbIfThere(): Promise<Duckdb | undefined> {
  try {
    return await import('@duckdb/node-api');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function load(context: LoadContext): Promise<Duckdb> {
  try {
    return await import('@duckdb/node-api');
  } catch (error) {
    if (!isMissing(error)) throw error;
    return loadInstalled(context);
  }
}

/** The way of the action; apart, so that it can be tested where node_modules hold the package as well. */
export async function loadInstalled(context: LoadContext): Promise<Duckdb> {
  const folder = await installedPackage({ title: 'DuckDB', name: 'duckdb', lock }, context);
  return createRequire(join(folder, 'package.json'))('@duckdb/node-api') as Duckdb;
}

/** The package itself, or its binary for this platform. */
function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}
