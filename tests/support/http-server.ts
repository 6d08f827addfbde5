import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request, its body read whole. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface HttpReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: string | Uint8Array | object;
}

/** A reply, or `drop`: the connection is cut without one. */
export type Answer = HttpReply | 'drop';

/** A server on a free port of 127.0.0.1. */
export interface LocalServer extends AsyncDisposable {
  /** Such as `http://127.0.0.1:41234`, without a slash at the end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Starts a server that answers with `handle`. An error in `handle` becomes status 500 with its message, so that the test's client shows it. */
export async function startHttpServer(
  handle: (request: HttpRequest) => Promise<Answer> | Answer,
): Promise<LocalServer> {
  const server = createServer((message, response) => {
    answer(message, response, handle).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close, [Symbol.asyncDispose]: close };
}

async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  handle: (request: HttpRequest) => Promise<Answer> | Answer,
): Promise<void> {
  const reply = await replyTo(message, handle);
  if (reply === 'drop') {
    message.socket.destroy();
    return;
  }
  const isJson = typeof reply.body === 'object' && !(reply.body instanceof Uint8Array);
  const body = isJson ? JSON.stringify(reply.body) : (reply.body ?? '');
  response.writeHead(reply.status, {
    ...(isJson ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    ...(reply.status === 204 || reply.status === 304 ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...reply.headers,
  });
  response.end(body);
}

async function replyTo(
  message: IncomingMessage,
  handle: (request: HttpRequest) => Promise<Answer> | Answer,
): Promise<Answer> {
  try {
    return await handle(await readRequest(message));
  } catch (error) {
    return { status: 500, body: { msg: String(error), message: error instanceof Error ? error.stack : String(error) } };
  }
}

async function readRequest(message: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return {
    method: message.method ?? 'GET',
    url: new URL(message.url ?? '/', `http://${message.headers.host ?? '127.0.0.1'}`),
    headers: message.headers,
    body: Buffer.concat(chunks),
  };
}
