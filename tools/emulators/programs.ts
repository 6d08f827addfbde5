import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tools = fileURLToPath(new URL('../../.tools', import.meta.url));

/** The emulator of Cloud Storage. */
export function gcsProgram(): string {
  return installed(join(tools, 'bin', 'fake-gcs-server'), 'fake-gcs-server', constants.X_OK);
}

/** The Python that has the BigQuery emulator. */
export function bigQueryPython(): string {
  return installed(join(tools, 'local-bigquery', 'bin', 'python'), 'local-bigquery', constants.X_OK);
}

/** The home folder of the BigQuery emulator: DuckDB looks for its extensions there. */
export function bigQueryHome(): string {
  const home = join(tools, 'local-bigquery', 'home');
  installed(join(home, '.duckdb'), 'the extensions of local-bigquery', constants.R_OK);
  return home;
}

/** @throws Error where set-up has not run: a test that cannot run fails, it is never skipped. */
function installed(file: string, what: string, mode: number): string {
  try {
    accessSync(file, mode);
    return file;
  } catch (cause) {
    throw new Error(`${what} is not installed: expected ${file}; run: npm run setup`, { cause });
  }
}
