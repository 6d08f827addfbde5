import { access, rm } from 'node:fs/promises';
import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { placeInputFiles } from '../../../plugin-kit/scripts/input-files.ts';
import { innerPath } from '../../../plugin-kit/scripts/inner-path.ts';
import type { ValueMap } from '../../../util/values.ts';
import { findDatabase } from './database.ts';
import type { DuckdbProperties } from './duckdb-properties.ts';
import { type DuckdbSession, withSession } from './session.ts';

/** What a task's files became. */
export interface StoredFiles {
  readonly outputFiles?: Record<string, string>;
  readonly databaseUri?: string;
}

/**
 * Prepares folder, files and database, does `work` on an open session, and stores what the task is to hand on. `work` gets
 * the variables that the SQL's templates may use: `workingDir`, `outputFiles`, `dbFilePath`.
 */
export async function withDuckdb<T>(
  properties: DuckdbProperties,
  context: RunContext,
  work: (session: DuckdbSession, variables: ValueMap) => Promise<T>,
): Promise<{ readonly result: T; readonly files: StoredFiles }> {
  const directory = await context.workingDirectory();
  const database = await findDatabase(properties, context, directory);
  try {
    const outputs = new Map(
      (properties.outputFiles ?? []).map((name) => [name, innerPath(directory, name, 'outputFiles')] as const),
    );
    const variables: ValueMap = {
      workingDir: directory,
      outputFiles: Object.fromEntries(outputs),
      dbFilePath: database.path,
    };
    await placeInputFiles(context, directory, properties.inputFiles, variables);
    const zone = properties.timeZoneId ?? 'UTC';
    const result = await withSession(database, directory, zone, context, (session) => work(session, variables));
    const outputFiles = await storeAll(outputs, context);
    const files = properties.outputFiles === undefined ? {} : { outputFiles };
    if (properties.outputDbFile !== true) return { result, files };
    return { result, files: { ...files, databaseUri: await context.storage.putFile('database.db', database.path) } };
  } finally {
    // The folder may be shared with tasks around this one.
    if (database.isOwn) for (const end of ['', '.wal']) await rm(database.path + end, { force: true });
  }
}

async function storeAll(
  outputs: ReadonlyMap<string, string>,
  { storage }: Pick<RunContext, 'storage'>,
): Promise<Record<string, string>> {
  const stored: Record<string, string> = {};
  for (const [name, path] of outputs) {
    await access(path).catch((cause: unknown) => {
      throw new TaskError('OUTPUT_FILE_MISSING', `outputFiles: the SQL wrote no file "${name}"`, {
        hint: `Write it by its path: COPY … TO '{{ outputFiles.${name} }}'.`,
        retryable: false,
        cause,
      });
    });
    stored[name] = await storage.putFile(name, path);
  }
  return stored;
}
