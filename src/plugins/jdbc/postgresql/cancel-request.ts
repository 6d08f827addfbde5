import { connect } from 'node:net';

/** The number that stands for "cancel" in place of a protocol version. */
const CANCEL_CODE = 80_877_102;
const TIMEOUT_MS = 2000;

/** A session as its server knows it. */
export interface BackendKey {
  readonly host: string;
  readonly port: number;
  readonly processId: number;
  readonly secretKey: number;
}

/**
 * Asks the server to cancel what a session is running: PostgreSQL's CancelRequest over a connection of its own. It needs no
 * login, so it works where no further session is free. Resolves when the server has taken it (it never says what came of
 * it); an unreachable server is no error here, for the session is closed next anyway.
 * Source: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
export function requestCancel(key: BackendKey): Promise<void> {
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(CANCEL_CODE, 4);
  message.writeInt32BE(key.processId, 8);
  message.writeInt32BE(key.secretKey, 12);
  return new Promise((resolve) => {
    const socket = key.host.startsWith('/') ? connect(`${key.host}/.s.PGSQL.${key.port}`) : connect(key.port, key.host);
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy());
    socket.once('connect', () => socket.end(message));
    socket.once('error', () => resolve());
    socket.once('close', () => resolve());
    socket.resume();
  });
}
