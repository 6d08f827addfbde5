import type { BoundStatement } from '../statement-of.ts';
import type { DuckdbSession } from './session.ts';

/** `INSTALL json`, and no more: with FORCE or FROM the author wants another build. */
const plainInstall = /^INSTALL\s+['"]?(\w+)['"]?$/i;

/**
 * The name of an extension that a statement would install and that is part of this DuckDB, else undefined. DuckDB would
 * download it all the same, and fail without network.
 */
export async function builtInExtension(
  session: DuckdbSession,
  { statement }: BoundStatement,
): Promise<string | undefined> {
  const name = plainInstall.exec(statement.bound.text.trim())?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  const sql = `SELECT 1 FROM duckdb_extensions()
    WHERE install_mode = 'STATICALLY_LINKED' AND (extension_name = $1 OR list_contains(aliases, $1))`;
  const found = await session.connection.runAndReadAll(sql, [name]);
  return found.currentRowCount === 0 ? undefined : name;
}
