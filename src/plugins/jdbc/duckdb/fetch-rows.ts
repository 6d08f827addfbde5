import type { RunContext } from '../../../contract/run-context.ts';
import type { ValueMap } from '../../../util/values.ts';
import type { FetchType } from '../../../plugin-kit/rows/fetch-type.ts';
import { logEnd, logStart } from '../log-statement.ts';
import type { FetchedRows } from '../query-outputs.ts';
import { RowFile } from '../../../plugin-kit/rows/row-file.ts';
import type { BoundStatement } from '../statement-of.ts';
import { parameterValue } from './parameter-values.ts';
import { collectRows, printRows } from './row-sinks.ts';
import { noSink, type RowSink, runStatement, type StatementEnd } from './run-statement.ts';
import type { DuckdbSession } from './session.ts';

/** Where STORE puts its file. */
interface FetchTarget {
  readonly context: Pick<RunContext, 'storage' | 'log'>;
  readonly fetchType: FetchType;
  readonly fileName: string;
}

/** Runs a statement and fetches its rows as asked; undefined where it returns none (INSERT without RETURNING, CREATE, …). */
export async function fetchRows(
  session: DuckdbSession,
  bound: BoundStatement,
  target: FetchTarget,
): Promise<FetchedRows | undefined> {
  const { log, storage } = target.context;
  const started = logStart(log, bound.statement);
  const run = async (sink: RowSink): Promise<StatementEnd> => {
    const values = bound.values.map((value) => parameterValue(value, session.duckdb));
    const end = await runStatement(session.duckdb, session.connection, bound.statement, values, sink);
    logEnd(log, end, started);
    return end;
  };
  switch (target.fetchType) {
    case 'NONE': {
      const end = await run(noSink);
      return end.fields.length === 0 ? undefined : {};
    }
    case 'STORE':
      return storeRows(session, run, () => new RowFile(storage, target.fileName));
    default: {
      const rows: ValueMap[] = [];
      const keep = target.fetchType === 'FETCH' ? Number.POSITIVE_INFINITY : 1;
      const end = await run(collectRows(rows, keep, session));
      if (end.fields.length === 0) return undefined;
      return target.fetchType === 'FETCH' ? { rows, size: rows.length } : { row: rows[0] ?? null, size: rows.length };
    }
  }
}

async function storeRows(
  session: DuckdbSession,
  run: (sink: RowSink) => Promise<StatementEnd>,
  create: () => RowFile,
): Promise<FetchedRows | undefined> {
  let file: RowFile | undefined;
  // Not opened before the first row: a statement that returns none leaves no file behind.
  const open = (): RowFile => (file ??= create());
  try {
    const end = await run(printRows((line) => open().write(line), session));
    if (end.fields.length === 0) return undefined;
    const { uri, rows } = await open().close();
    return { uri, size: rows };
  } catch (error) {
    await file?.abandon(error);
    throw error;
  }
}
