import type { RunContext } from '../../../contract/run-context.ts';
import { applicationName } from './application-name.ts';
import { type BackendKey, requestCancel } from './cancel-request.ts';
import { type Connected, type ConnectionPlan, connect, type PostgresClient, planConnection } from './client.ts';
import type { ConnectionProperties } from './connection-properties.ts';
import { endLeftovers } from './leftovers.ts';
import { sqlError } from './sql-error.ts';
import { unboundSql } from '../sql-placeholders.ts';

/** How long a cancelled statement may take to end before its connection is cut. */
const GRACE_MS = 3000;

/** Milliseconds after which a server notices that a client died in the middle of a statement. */
const CHECK_INTERVAL_MS = '2000';

/** Session settings by name; `undefined` ones are left alone. */
const settingsSql = `SELECT
  set_config('TimeZone', $1, false),
  set_config('DateStyle', 'ISO', false),
  set_config('client_encoding', 'UTF8', false),
  CASE WHEN $2::text IS NOT NULL THEN set_config('search_path', $2, false) END,
  CASE WHEN current_setting('client_connection_check_interval', true) = '0' AND version() LIKE '%linux%'
    THEN set_config('client_connection_check_interval', '${CHECK_INTERVAL_MS}', false) END`;

/**
 * Opens a session for a task run, does `work`, closes it. When the task run is aborted, the running statement is cancelled
 * at the server. After an interruption, what the dead process left at the server is ended first.
 * @throws what `work` throws, or `signal.reason` when aborted.
 */
export async function withSession<T>(
  properties: ConnectionProperties,
  context: RunContext,
  work: (client: PostgresClient) => Promise<T>,
): Promise<T> {
  const plan = planConnection(properties, (own) => applicationName(context, own));
  const connected = await connect(plan, context.signal);
  const { client } = connected;
  const release = guard(connected, context.signal);
  try {
    await setUp(client, properties, plan, context);
    if (context.taskRun.interrupted) await endLeftovers(client, context);
    const result = await work(client);
    context.signal.throwIfAborted();
    release();
    await client.end();
    return result;
  } catch (error) {
    release();
    // Not `end()`, which would wait for a reader of rows that nobody wants any more.
    client.connection.stream.destroy();
    context.signal.throwIfAborted();
    throw error;
  }
}

/** Makes an abort cancel what runs at the server, and cut the line if that does not help. */
function guard({ client, host }: Connected, signal: AbortSignal): () => void {
  // A broken connection fails the pending query, which says so; without a listener it would also end the process.
  client.on('error', () => undefined);
  let cut: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    cut = setTimeout(() => client.connection.stream.destroy(), GRACE_MS);
    void requestCancel({ ...host, ...backendKey(client) });
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return () => {
    signal.removeEventListener('abort', onAbort);
    clearTimeout(cut);
  };
}

/** pg keeps both on the client; its types leave them out. */
function backendKey(client: PostgresClient): Pick<BackendKey, 'processId' | 'secretKey'> {
  const { processID, secretKey } = client as unknown as { readonly processID: number; readonly secretKey: number };
  return { processId: processID, secretKey };
}

/** The session's settings; what the server tells on its own goes to the log. */
export async function setUp(
  client: PostgresClient,
  properties: ConnectionProperties,
  { address }: ConnectionPlan,
  { log }: Pick<RunContext, 'log'>,
): Promise<void> {
  client.on('notice', ({ severity, message, code }) => {
    // RAISE NOTICE has no code; the server's own notices ("relation exists, skipping") are of no interest in a good run.
    const level = severity === 'WARNING' ? 'WARN' : code === '00000' ? 'INFO' : 'DEBUG';
    log.log(level, `PostgreSQL ${severity?.toLowerCase() ?? 'notice'}: ${message ?? ''}`);
  });
  const timeZone = properties.timeZoneId ?? 'UTC';
  try {
    await client.query(settingsSql, [timeZone, address.parameters.get('currentschema') ?? null]);
  } catch (error) {
    throw sqlError(error, {
      property: 'timeZoneId',
      source: timeZone,
      offset: 0,
      bound: unboundSql(timeZone),
    });
  }
}
