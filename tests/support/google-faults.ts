import { setTimeout as sleep } from 'node:timers/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What happens to a call instead of its answer: the line is cut, an error comes, or the answer comes that many milliseconds late. */
export type Fault = 'cut' | RefusedCall | { readonly late: number };

interface RefusedCall {
  readonly status: number;
  readonly reason: string;
}

export interface FaultingProxy {
  readonly url: string;
  /** Calls that came, in order: `POST /upload/…`. */
  readonly calls: string[];
  close(): Promise<void>;
}

/**
 * A server before an emulator that spoils the calls for which `fault` says so. A cut happens in the middle of what the client
 * sends, after the first part of it.
 */
export async function startFaultingProxy(
  origin: string,
  fault: (call: string, request: IncomingMessage) => Fault | undefined,
): Promise<FaultingProxy> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const call = `${request.method ?? ''} ${request.url ?? ''}`;
    calls.push(call);
    const spoilt = fault(call, request);
    if (spoilt === 'cut') {
      request.once('data', () => request.socket.destroy());
      return;
    }
    const late = spoilt !== undefined && 'late' in spoilt ? spoilt.late : 0;
    const refused = spoilt !== undefined && 'status' in spoilt ? spoilt : undefined;
    sleep(late)
      .then(() => respond(origin, request, response, refused))
      .catch(() => request.socket.destroy());
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
  spoilt: RefusedCall | undefined,
): Promise<void> {
  const { status, headers, body } = await forward(origin, request, spoilt);
  response.writeHead(status, headers);
  response.end(body);
}

async function forward(
  origin: string,
  request: IncomingMessage,
  spoilt: RefusedCall | undefined,
): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  if (spoilt !== undefined) {
    const { status, reason } = spoilt;
    const error = { code: status, message: `spoilt: ${reason}`, errors: [{ reason, message: `spoilt: ${reason}` }] };
    return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify({ error })) };
  }
  const { host, connection: _, 'content-length': __, 'transfer-encoding': ___, ...headers } = request.headers;
  const body = Buffer.concat(chunks);
  const answer = await fetch(`${origin}${request.url ?? '/'}`, {
    method: request.method ?? 'GET',
    headers: headers as Record<string, string>,
    redirect: 'manual',
    ...(body.length === 0 ? {} : { body }),
  });
  const kept = [...answer.headers].filter(
    // An answer to HEAD has a length but no body.
    ([name]) =>
      (name === 'content-length' && request.method === 'HEAD') ||
      !/^(content-(length|encoding)|transfer-encoding|connection)$/.test(name),
  );
  // Addresses of upload sessions have to lead back here.
  const own = kept.map(([name, value]) => [name, value.replaceAll(origin, `http://${host ?? ''}`)]);
  return {
    status: answer.status,
    headers: Object.fromEntries(own) as Record<string, string>,
    body: Buffer.from(await answer.arrayBuffer()),
  };
}
