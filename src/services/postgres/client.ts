import { GitphonyError } from '../../contract/errors.ts';

/** What a client needs to log in. */
export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** What is used of a client of `pg`, which is loaded only when it is needed. */
interface Client {
  query(sql: string, parameters?: unknown[]): Promise<{ readonly rowCount: number | null }>;
  escapeIdentifier(name: string): string;
}

const DUPLICATE_DATABASE = '42P04';
const INVALID_PASSWORD = '28P01';

async function withClient<T>(address: PostgresAddress, work: (client: Client) => Promise<T>): Promise<T> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ ...address, connectionTimeoutMillis: 10_000, application_name: 'gitphony services' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Makes the database if the server does not have it. */
export async function ensureDatabase(address: PostgresAddress): Promise<void> {
  const { database } = address;
  try {
    await withClient({ ...address, database: 'postgres' }, async (client) => {
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
    });
  } catch (error) {
    // Two starters at once: the other one made it.
    if (codeOf(error) === DUPLICATE_DATABASE) return;
    if (codeOf(error) !== INVALID_PASSWORD) throw error;
    throw new GitphonyError('POSTGRES_PASSWORD', 'The embedded PostgreSQL has another password than its file says', {
      hint: 'Put the old file `.gitphony/services/postgres/password` back, or remove the folder (and its data) to start anew.',
      cause: error,
    });
  }
}
