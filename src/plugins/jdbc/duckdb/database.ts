import { constants } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';

const PREFIX = 'jdbc:duckdb:';

/** The database that a task run works on. */
export interface DuckdbDatabase {
  /** What DuckDB opens: a file, or MotherDuck's `md:name`. */
  readonly path: string;
  /** A file of the task run's own in its working folder, gone with it. */
  readonly isOwn: boolean;
}

/**
 * Finds the database: the file that `url` names (absolute), else a new file in the working folder, with the content of the
 * stored file `databaseUri` where given.
 * @throws TaskError DUCKDB_BAD_URL
 */
export async function findDatabase(
  properties: { readonly url?: string; readonly databaseUri?: string },
  context: Pick<RunContext, 'storage' | 'taskRun' | 'mask'>,
  directory: string,
): Promise<DuckdbDatabase> {
  const { url = PREFIX, databaseUri } = properties;
  const text = url.trim();
  const location = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : undefined;
  if (location === undefined) throw badUrl(`begins with "${/^[\w+.-]*:?/.exec(text)?.[0] ?? ''}"`);
  if (location === '' || location === ':memory:') {
    const path = join(directory, `.${context.taskRun.id}.duckdb`);
    if (databaseUri !== undefined) {
      await copyFile(await context.storage.localPath(databaseUri), path, constants.COPYFILE_FICLONE);
    }
    return { path, isOwn: true };
  }
  if (databaseUri !== undefined) throw badUrl('names a database while `databaseUri` gives another');
  if (location.startsWith('md:')) {
    const token = new URLSearchParams(location.split('?')[1] ?? '').get('motherduck_token');
    if (token !== null) context.mask(token);
    return { path: location, isOwn: false };
  }
  if (!isAbsolute(location)) throw badUrl(`has the relative path "${location}"`);
  await mkdir(dirname(location), { recursive: true });
  return { path: location, isOwn: false };
}

function badUrl(what: string): TaskError {
  return new TaskError(
    'DUCKDB_BAD_URL',
    `The \`url\` should be jdbc:duckdb: or jdbc:duckdb:/absolute/path.db, but ${what}.`,
    {
      hint: 'Leave `url` out for a database of the task’s own; `outputDbFile: true` hands it on, and `databaseUri` takes it up again.',
      retryable: false,
    },
  );
}
