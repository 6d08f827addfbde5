import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The SQL that dbt made of a node. */
export interface CompiledSql {
  /** Its file, relative to the project's folder. */
  readonly path: string;
  /** Without its empty lines. */
  readonly sql: string;
}

/**
 * Finds the SQL that dbt made of a node.
 * @param target dbt's target folder
 * @param file the name of its file
 */
export function compiledSql(target: string, file: string): CompiledSql | undefined {
  try {
    const found = readdirSync(join(target, 'compiled'), { recursive: true, withFileTypes: true });
    const entry = found.find((one) => one.isFile() && one.name === file);
    if (entry === undefined) return undefined;
    const path = join(entry.parentPath, entry.name);
    return { path: relative(join(target, '..'), path), sql: tidySql(readFileSync(path, 'utf8')) };
  } catch {
    // Nothing was compiled: dbt stopped before.
    return undefined;
  }
}

/** SQL as dbt compiles it, and what databases say, are full of empty lines. */
export function tidySql(sql: string): string {
  return sql
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');
}
