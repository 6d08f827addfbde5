import type { DryRunContext } from '../../../contract/dry-run-sql.ts';
import { connect, type PostgresClient, planConnection } from './client.ts';
import type { ConnectionProperties } from './connection-properties.ts';
import { setUp } from './session.ts';

/** How the server lists a session that only asks. */
const NAME = 'gitphony validate';

/** Opens a session that runs nothing but its own settings, read only, and closes it again. */
export async function withCheckSession<T>(
  properties: ConnectionProperties,
  context: DryRunContext,
  work: (client: PostgresClient) => Promise<T>,
): Promise<T> {
  const plan = planConnection(properties, (own) => own ?? NAME);
  const { client } = await connect(plan, context.signal);
  // A broken connection fails the pending query, which says so; without a listener it would also end the process.
  client.on('error', () => undefined);
  const cut = (): void => void client.connection.stream.destroy();
  context.signal.addEventListener('abort', cut, { once: true });
  try {
    await setUp(client, properties, plan, context);
    await client.query('SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY');
    const result = await work(client);
    await client.end();
    return result;
  } catch (error) {
    cut();
    context.signal.throwIfAborted();
    throw error;
  } finally {
    context.signal.removeEventListener('abort', cut);
  }
}
