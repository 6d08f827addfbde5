import type { Submittable } from 'pg';
import type { PostgresClient } from './client.ts';

/** What pg's connection can do and its types leave out. Source: pg/lib/connection.js */
interface WireConnection {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { readonly name: string; readonly text: string }): void;
  describe(message: { readonly type: 'S'; readonly name: string }): void;
  bind(message: { readonly statement: string; readonly values: readonly (string | null)[] }): void;
  execute(message: { readonly portal: string }): void;
  sync(): void;
  once(event: 'parameterDescription', listener: (message: { readonly dataTypeIDs: readonly number[] }) => void): void;
}

const STATEMENT = 'gitphony_batch';

/** A row that the server refused: its index in the batch, and why. */
export interface RefusedRow {
  readonly index: number;
  readonly error: unknown;
}

/** Prepares the statement of a batch; answers the type (OID) of each parameter. */
export async function prepareBatch(client: PostgresClient, sql: string): Promise<readonly number[]> {
  let types: readonly number[] = [];
  await new Promise<void>((resolve, reject) => {
    const exchange = new Exchange(resolve, reject, (connection) => {
      connection.once('parameterDescription', ({ dataTypeIDs }) => {
        types = dataTypeIDs;
      });
      connection.parse({ name: STATEMENT, text: sql });
      connection.describe({ type: 'S', name: STATEMENT });
    });
    client.query(exchange);
  });
  return types;
}

/** Has the server parse a statement, without keeping or running it. Fails with the server's error. */
export async function parseStatement(client: PostgresClient, sql: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const exchange = new Exchange(resolve, reject, (connection) => {
      connection.parse({ name: '', text: sql });
      connection.describe({ type: 'S', name: '' });
    });
    client.query(exchange);
  });
}

/**
 * Runs the prepared statement once for each row of parameters, all in one go: one round trip for the whole batch.
 * @returns how many rows of the database it inserted or changed.
 * @throws RefusedRow
 */
export async function executeBatch(
  client: PostgresClient,
  rows: readonly (readonly (string | null)[])[],
): Promise<number> {
  return await new Promise<number>((resolve, reject) => {
    const refuse = (error: unknown): void => reject(new BatchRefused({ index: exchange.completed, error }));
    const exchange = new Exchange(
      () => resolve(exchange.changed),
      refuse,
      (connection) => {
        for (const values of rows) {
          connection.bind({ statement: STATEMENT, values });
          connection.execute({ portal: '' });
        }
      },
    );
    client.query(exchange);
  });
}

/** Thrown by `executeBatch`. */
export class BatchRefused extends Error {
  readonly row: RefusedRow;

  constructor(row: RefusedRow) {
    super('a row of the batch was refused', { cause: row.error });
    this.row = row;
  }
}

/** A sequence of messages that ends with Sync, in the shape that pg's client drives (as pg-cursor and pg-copy-streams do). */
class Exchange implements Submittable {
  /** Executions that the server has finished. */
  completed = 0;
  /** The sum of their row counts. */
  changed = 0;
  private readonly done: () => void;
  private readonly failed: (error: unknown) => void;
  private readonly send: (connection: WireConnection) => void;

  constructor(done: () => void, failed: (error: unknown) => void, send: (connection: WireConnection) => void) {
    this.done = done;
    this.failed = failed;
    this.send = send;
  }

  submit(connection: unknown): void {
    const wire = connection as WireConnection;
    wire.stream.cork();
    this.send(wire);
    wire.sync();
    wire.stream.uncork();
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.completed++;
    this.changed += Number(/(\d+)$/.exec(text)?.[1] ?? 0);
  }

  handleReadyForQuery(): void {
    this.done();
  }

  handleError(error: unknown): void {
    this.failed(error);
  }

  handleRowDescription(): void {
    // RETURNING: nobody reads the rows.
  }

  handleDataRow(): void {
    // See handleRowDescription.
  }

  handleEmptyQuery(): void {
    this.completed++;
  }

  handlePortalSuspended(): void {
    // Cannot happen: no row limit is set.
  }
}
