import { dirname, isAbsolute, join } from 'node:path';
import type { RunContext } from '../../../contract/run-context.ts';
import type { SentStatement } from '../sent-statement.ts';
import { unboundSql } from '../sql-placeholders.ts';
import { type Duckdb, type DuckdbConnection, loadDuckdb } from './client.ts';
import type { DuckdbDatabase } from './database.ts';
import { sqlError } from './sql-error.ts';

/** An open connection with what reading its rows needs. */
export interface DuckdbSession {
  readonly duckdb: Duckdb;
  readonly connection: DuckdbConnection;
  /** IANA name. */
  readonly timeZone: string;
  /** The working folder. */
  readonly directory: string;
}

/**
 * Opens the database, does `work`, closes it. When the task run is aborted, the running statement is interrupted.
 * @throws what `work` throws, or `signal.reason` when aborted.
 */
export async function withSession<T>(
  database: DuckdbDatabase,
  directory: string,
  timeZone: string,
  context: Pick<RunContext, 'runner' | 'log' | 'taskRun' | 'signal'>,
  work: (session: DuckdbSession) => Promise<T>,
): Promise<T> {
  const duckdb = await loadDuckdb(context);
  context.signal.throwIfAborted();
  const instance = await open(duckdb, database);
  let connection: DuckdbConnection | undefined;
  const onAbort = (): void => connection?.interrupt();
  context.signal.addEventListener('abort', onAbort, { once: true });
  try {
    connection = await instance.connect();
    await setUp(connection, database, directory, timeZone);
    const result = await work({ duckdb, connection, timeZone, directory });
    context.signal.throwIfAborted();
    return result;
  } catch (error) {
    context.signal.throwIfAborted();
    throw error;
  } finally {
    context.signal.removeEventListener('abort', onAbort);
    connection?.closeSync();
    instance.closeSync();
  }
}

/** One instance for each file in this process, for tasks that run side by side: DuckDB locks a file against a second one. */
async function open(duckdb: Duckdb, { path }: DuckdbDatabase): ReturnType<Duckdb['DuckDBInstance']['create']> {
  try {
    return await duckdb.DuckDBInstance.fromCache(path);
  } catch (error) {
    throw sqlError(error, constant('url', path.split('?')[0] ?? path));
  }
}

async function setUp(
  connection: DuckdbConnection,
  { isOwn, path }: DuckdbDatabase,
  directory: string,
  timeZone: string,
): Promise<void> {
  await connection.run('SET errors_as_json = true');
  // Files beside a database that stays are found too. The folders stand in a list, which knows no quotes.
  const folders = isOwn || !isAbsolute(path) ? [directory] : [directory, dirname(path)];
  await connection.run(`SET file_search_path = ${text(folders.filter((folder) => !folder.includes(',')).join(','))}`);
  if (isOwn) await connection.run(`SET temp_directory = ${text(join(directory, '.duckdb_temp'))}`);
  try {
    await connection.run(`SET TimeZone = ${text(timeZone)}`);
  } catch (error) {
    throw sqlError(error, constant('timeZoneId', timeZone));
  }
}

function constant(property: string, source: string): SentStatement {
  return { property, source, offset: 0, bound: unboundSql(source) };
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
