import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { DryRunAnswer, DryRunContext } from '../../../contract/dry-run-sql.ts';
import { renderText } from '../../../plugin-kit/render-text.ts';
import type { ValueMap } from '../../../util/values.ts';
import type { SentStatement } from '../sent-statement.ts';
import { unboundSql } from '../sql-placeholders.ts';
import { changesTables } from '../statement-kind.ts';
import { boundStatements } from '../statement-of.ts';
import { type Duckdb, type DuckdbConnection, duckdbIfThere } from './client.ts';
import { faultOf, sqlError } from './sql-error.ts';

/** What a task or trigger has of SQL, and what it runs on. */
interface SqlProperties {
  readonly sql: string;
  readonly afterSQL?: string;
  readonly url?: string;
  readonly databaseUri?: string;
  readonly outputFiles?: readonly string[];
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/**
 * What DuckDB says of statements that it prepares and does not run: in an empty database in memory, or in the file that `url` names,
 * opened to be read. It may touch no other file and no network meanwhile; what reads one is not checked, and said so.
 */
export async function dryRunSql(properties: SqlProperties, context: DryRunContext): Promise<readonly DryRunAnswer[]> {
  const location = (properties.url ?? '').trim().replace(/^jdbc:duckdb:/, '');
  const isOwn = location === '' || location === ':memory:';
  const duckdb = await duckdbIfThere();
  const reason = duckdb === undefined ? NOT_INSTALLED : whyNot(properties, isOwn, location);
  if (duckdb === undefined || reason !== undefined) return [{ property: ['sql'], unchecked: reason ?? NOT_INSTALLED }];
  return withDatabase(duckdb, isOwn ? undefined : location, async (connection) => {
    const answers: DryRunAnswer[] = [];
    let changed = false;
    for (const property of ['sql', 'afterSQL'] as const) {
      const template = properties[property];
      if (template === undefined) continue;
      const text = await renderText(context, template, placeholders(properties));
      const statements = boundStatements(property, text, properties.parameters).map(({ statement }) => statement);
      const found = await checkAll(connection, statements, { isOwn, changed, signal: context.signal });
      answers.push(...found.map((answer) => ({ property: [property], text, ...answer })));
      changed ||= statements.some(({ bound }) => changesTables(bound.text));
    }
    return answers;
  });
}

const NOT_INSTALLED = 'DuckDB is not installed on this machine; it comes when a flow first needs it';

function whyNot({ databaseUri }: SqlProperties, isOwn: boolean, location: string): string | undefined {
  if (databaseUri !== undefined) return '`databaseUri` is a file that an execution keeps';
  if (isOwn) return undefined;
  if (location.startsWith('md:')) return 'MotherDuck is asked when it runs';
  if (!isAbsolute(location)) return `\`url\` is no absolute path: "${location}"`;
  return existsSync(location) ? undefined : `the database ${location} is not there yet`;
}

/** Names of files that the SQL gets where it runs. */
function placeholders({ outputFiles = [] }: SqlProperties): ValueMap {
  const folder = '/working-directory';
  const files = Object.fromEntries(outputFiles.map((name) => [name, `${folder}/${name}`]));
  return { workingDir: folder, outputFiles: files, dbFilePath: `${folder}/own.duckdb` };
}

async function withDatabase<T>(
  { DuckDBInstance }: Duckdb,
  file: string | undefined,
  work: (connection: DuckdbConnection) => Promise<T>,
): Promise<T> {
  const opened =
    file === undefined ? DuckDBInstance.create(':memory:') : DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const instance = await opened.catch((error: unknown) => {
    const source = file ?? '';
    throw sqlError(error, { property: 'url', source, offset: 0, bound: unboundSql(source) });
  });
  try {
    const connection = await instance.connect();
    try {
      await connection.run('SET errors_as_json = true');
      // It cannot be allowed again while the database is open.
      await connection.run('SET enable_external_access = false');
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

interface CheckOptions {
  readonly isOwn: boolean;
  /** Whether SQL before these statements changes tables. */
  readonly changed: boolean;
  readonly signal: AbortSignal;
}

type Answer = Pick<DryRunAnswer, 'note' | 'fault' | 'unchecked'>;

async function checkAll(
  connection: DuckdbConnection,
  statements: readonly SentStatement[],
  { isOwn, changed: changedBefore, signal }: CheckOptions,
): Promise<readonly Answer[]> {
  const faults: Answer[] = [];
  const reasons = new Map<string, number[]>();
  let changed = changedBefore;
  for (const [index, statement] of statements.entries()) {
    signal.throwIfAborted();
    const fault = await prepare(connection, statement);
    const reason = fault === undefined ? undefined : whyUnknown(fault, changed);
    if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), index + 1]);
    else if (fault !== undefined) {
      const { type: _, subtype, ...told } = fault;
      faults.push({ fault: { ...told, maybe: subtype === MISSING && !isOwn } });
    }
    changed ||= changesTables(statement.bound.text);
  }
  const unchecked = [...reasons].map(([reason, numbers]) => ({
    unchecked: statements.length === 1 ? reason : `${reason} (${list(numbers)} of ${statements.length} statements)`,
  }));
  if (faults.length > 0 || unchecked.length > 0 || statements.length === 0) return [...faults, ...unchecked];
  return [{ note: statements.length === 1 ? 'DuckDB takes it' : `DuckDB takes all ${statements.length} statements` }];
}

function list(numbers: readonly number[]): string {
  return numbers.length === 1 ? `number ${numbers.join()}` : `numbers ${numbers.join(', ')}`;
}

/** Nothing has that name. */
const MISSING = 'MISSING_ENTRY';

type Fault = ReturnType<typeof faultOf>;

/** What can be known only where it runs. */
function whyUnknown({ type, subtype = '' }: Fault, changed: boolean): string | undefined {
  if (type === 'Permission') return 'it needs files or a network, which a check may not touch';
  if (changed && [MISSING, 'COLUMN_NOT_FOUND'].includes(subtype)) return 'it uses what SQL before it makes';
  return undefined;
}

async function prepare(connection: DuckdbConnection, statement: SentStatement): Promise<Fault | undefined> {
  try {
    const prepared = await connection.prepare(statement.bound.text);
    prepared.destroySync();
    return undefined;
  } catch (error) {
    return faultOf(error, statement);
  }
}
